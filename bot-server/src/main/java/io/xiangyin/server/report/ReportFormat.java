package io.xiangyin.server.report;

import java.util.List;

/** How a report is written. */
public enum ReportFormat {
    JSON,
    CSV,
    HTML;

    /** The report as text in this format. */
    public String write(Object report) {
        List<ReportTables.Row> rows = this == JSON ? List.of() : ReportTables.rows(report);
        return switch (this) {
            case JSON -> ReportJson.write(report);
            case CSV -> ReportTables.csv(rows);
            case HTML -> ReportTables.html(rows);
        };
    }
}
