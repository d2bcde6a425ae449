package io.xiangyin.evaluator;

import java.time.Instant;

/** What a report is made by besides the conversations: its "now" and the shop's settings. */
record Terms(Instant now, ReportSettings settings) {}
