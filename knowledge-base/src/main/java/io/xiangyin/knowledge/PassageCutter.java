package io.xiangyin.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BulletList;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * Cuts an article into passages: one a section, a long section at paragraph and sentence ends. Lists keep their marks,
 * table rows become "column：value" lines, so that a passage reads well as a chat message.
 */
public final class PassageCutter {
    private static final int LONGEST = 320;

    private final Parser parser =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private final TextContentRenderer text = TextContentRenderer.builder().build();

    /** The passages in reading order; at least one. */
    public List<Passage> cut(Article article) {
        List<Passage> passages = new ArrayList<>();
        List<String> headings = new ArrayList<>();
        StringBuilder section = new StringBuilder();
        for (Node block = parser.parse(article.body()).getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                flush(article, headings, section, passages);
                while (headings.size() >= heading.getLevel()) {
                    headings.removeLast();
                }
                headings.add(text.render(heading).strip());
            } else {
                String next = plain(block);
                if (!section.isEmpty() && section.length() + next.length() > LONGEST) {
                    flush(article, headings, section, passages);
                }
                section.append(section.isEmpty() ? "" : "\n").append(next);
            }
        }
        flush(article, headings, section, passages);
        return passages;
    }

    private void flush(Article article, List<String> headings, StringBuilder section, List<Passage> passages) {
        String path = headings.stream()
                .filter(heading -> !heading.equals(article.title()))
                .collect(Collectors.joining(" › "));
        for (String piece : pieces(section.toString().strip())) {
            passages.add(new Passage(article.id() + "#" + (passages.size() + 1), article.id(), path, piece));
        }
        section.setLength(0);
    }

    /** The text itself if it is short enough, else cut after sentence ends. */
    private static List<String> pieces(String section) {
        List<String> pieces = new ArrayList<>();
        String rest = section;
        while (rest.length() > LONGEST) {
            int end = -1;
            for (int i = 0; i < LONGEST; i++) {
                if ("。！？；\n".indexOf(rest.charAt(i)) >= 0) {
                    end = i + 1;
                }
            }
            int cut = end < 0 ? LONGEST : end;
            pieces.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    private String plain(Node block) {
        return switch (block) {
            case BulletList list -> items(list, false);
            case OrderedList list -> items(list, true);
            case TableBlock table -> rows(table);
            default -> text.render(block).strip();
        };
    }

    private String items(Node list, boolean numbered) {
        List<String> lines = new ArrayList<>();
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            if (item instanceof ListItem) {
                String mark = numbered ? (lines.size() + 1) + ". " : "· ";
                lines.add(mark + text.render(item).strip());
            }
        }
        return String.join("\n", lines);
    }

    private String rows(TableBlock table) {
        List<List<String>> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow) {
                    rows.add(cells(row));
                }
            }
        }
        List<String> header = rows.isEmpty() ? List.of() : rows.getFirst();
        return rows.stream().skip(1).map(row -> line(header, row)).collect(Collectors.joining("\n"));
    }

    private List<String> cells(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (cell instanceof TableCell) {
                cells.add(text.render(cell).strip());
            }
        }
        return cells;
    }

    private static String line(List<String> header, List<String> row) {
        if (row.size() == 2) {
            return "· " + row.get(0) + "：" + row.get(1);
        }
        StringBuilder line = new StringBuilder("· ").append(row.isEmpty() ? "" : row.getFirst());
        for (int i = 1; i < row.size(); i++) {
            line.append(i == 1 ? "：" : "，")
                    .append(i < header.size() ? header.get(i) : "")
                    .append(row.get(i));
        }
        return line.toString();
    }
}
