package io.xiangyin.dialog.flow;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws a flow as a Mermaid diagram, for people who would rather see it than read it. */
public final class FlowDiagram {
    private static final int LONGEST = 28;

    private final Flow flow;
    private final StringBuilder lines = new StringBuilder("flowchart TD\n");

    private FlowDiagram(Flow flow) {
        this.flow = flow;
    }

    /** The diagram's text. */
    public static String of(Flow flow) {
        FlowDiagram diagram = new FlowDiagram(flow);
        flow.steps().values().forEach(diagram::draw);
        return diagram.lines.toString();
    }

    private void draw(Step step) {
        switch (step) {
            case Step.Collect collect -> {
                node(step, "[/", collect.slot().ask().byTone().getOrDefault("default", ""), "/]");
                if (collect.slot().type() instanceof SlotType.Pick pick) {
                    arrow(step, "nothing there", pick.empty());
                    arrow(step, "not named", pick.unnamed());
                }
                following(step, "");
            }
            case Step.Form form -> {
                node(step, "[/", form.ask().byTone().getOrDefault("default", ""), "/]");
                following(step, "");
            }
            case Step.Confirm confirm -> {
                node(step, "{{", confirm.slot().ask().byTone().getOrDefault("default", ""), "}}");
                following(step, "yes");
                arrow(step, "no", confirm.otherwise());
            }
            case Step.Action action -> {
                node(step, "[[", action.action(), "]]");
                following(step, "");
                action.refused().forEach((code, target) -> arrow(step, code.equals("*") ? "refused" : code, target));
                arrow(step, "unreachable", action.failed());
            }
            case Step.Branch branch -> {
                node(step, "{", "?", "}");
                branch.cases()
                        .forEach(one -> arrow(step, one.when() == null ? "else" : condition(one.when()), one.go()));
            }
            case Step.Set set -> {
                node(step, "[", "set " + String.join(", ", set.values().keySet()), "]");
                following(step, "");
            }
            case Step.Say say -> {
                node(step, "(", say.text().byTone().getOrDefault("default", ""), ")");
                following(step, "");
            }
            case Step.Answer answer -> {
                node(step, "(", "knowledge: " + answer.query(), ")");
                following(step, "");
                arrow(step, "no answer", answer.unanswered());
            }
            case Step.HandOff handOff ->
                node(step, "([", "human: " + handOff.reason().name().toLowerCase(Locale.ROOT), "])");
            case Step.Start start -> node(step, "[[", "flow " + start.flow(), "]]");
            case Step.Call call -> {
                node(step, "[[", "flow " + call.flow() + " and back", "]]");
                following(step, "");
                arrow(step, "given up", call.cancelled());
            }
            case Step.End end -> node(step, "([", end.outcome().name().toLowerCase(Locale.ROOT), "])");
        }
    }

    private static String condition(Condition condition) {
        return String.join(
                ", ",
                condition.terms().entrySet().stream()
                        .map(term -> term.getKey() + " " + String.join("/", term.getValue()))
                        .toList());
    }

    private void node(Step step, String open, String text, String close) {
        String plain = safe(text);
        String shown = plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
        lines.append("  ")
                .append(name(step.id()))
                .append(open)
                .append('"')
                .append(shown)
                .append('"')
                .append(close)
                .append('\n');
    }

    private void following(Step step, String label) {
        Step next = flow.after(step.id());
        arrow(step, label, next == null ? null : next.id());
    }

    private void arrow(Step from, String label, @Nullable String to) {
        if (to != null) {
            lines.append("  ")
                    .append(name(from.id()))
                    .append(label.isEmpty() ? " --> " : " -- \"" + safe(label) + "\" --> ");
            lines.append(name(to)).append('\n');
        }
    }

    /** "end" means something to Mermaid. */
    private static String name(String id) {
        return "s_" + id;
    }

    private static String safe(String text) {
        return text.replace('"', '\'').replace('\n', ' ').replace("{", "‹").replace("}", "›");
    }
}
