package io.xiangyin.dialog.flow;

import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Reply.Choice;
import io.xiangyin.dialog.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads one step of a flow file. */
final class StepReader {
    static final List<String> VERBS = List.of(
            "collect", "choose", "form", "confirm", "action", "branch", "set", "say", "answer", "handoff", "start",
            "call", "end");

    /** Pieces of a fixed form, by the name of their type. */
    private static final Map<String, Pattern> FORMS = Map.of(
            "phone", Pattern.compile("1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}"),
            "email", Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+"),
            "number", Pattern.compile("-?\\d+(\\.\\d+)?"),
            "taxno", Pattern.compile("(?i)[0-9A-HJ-NPQRTUWXY]{15,20}"));

    private StepReader() {}

    /** The one verb of a step. */
    static String verb(YamlNode node) {
        List<String> verbs =
                VERBS.stream().filter(verb -> node.find(verb) != null).toList();
        if (verbs.size() != 1) {
            throw node.error("a step has exactly one of " + String.join(", ", VERBS) + ", found "
                    + (verbs.isEmpty() ? "none" : String.join(" and ", verbs)));
        }
        return verbs.getFirst();
    }

    static Step read(YamlNode node, String verb, String id) {
        return switch (verb) {
            case "collect", "choose" -> new Step.Collect(id, slot(node, verb));
            case "form" -> atOnce(node, id);
            case "confirm" -> confirm(node, id);
            case "action" -> action(node, id);
            case "branch" -> branch(node, id);
            case "set" -> new Step.Set(id, texts(node.allow("id", "set", "go").find("set")));
            case "say" -> say(node, id);
            case "answer" ->
                new Step.Answer(
                        id, node.allow("id", "answer", "unanswered", "go").text("answer"), step(node, "unanswered"));
            case "handoff" ->
                new Step.HandOff(
                        id,
                        Text.read(node.allow("id", "handoff", "reason").get("handoff")),
                        constant(HandoffReason.class, node, "reason", HandoffReason.NEEDS_DECISION));
            case "start" -> new Step.Start(id, node.allow("id", "start").text("start"));
            case "call" ->
                new Step.Call(id, node.allow("id", "call", "cancelled", "go").text("call"), step(node, "cancelled"));
            default ->
                new Step.End(
                        id,
                        constant(FlowEnded.Outcome.class, node.allow("id", "end"), "end", FlowEnded.Outcome.COMPLETED));
        };
    }

    /** A slot that no step asks for. */
    static Slot remembered(String name) {
        return new Slot(name, name, new SlotType.FreeText(null, null), Text.of(name), Text.of(name));
    }

    private static @Nullable String step(YamlNode node, String key) {
        return node.find(key) == null ? null : node.text(key);
    }

    private static Slot slot(YamlNode node, String verb) {
        List<String> keys = new ArrayList<>(List.of("id", verb, "label", "type", "ask", "reask", "go"));
        String type = verb.equals("choose") ? node.text("type", "choice") : node.text("type");
        SlotType read = switch (type) {
            case "yesno" -> {
                keys.addAll(List.of("agree", "decline"));
                yield new SlotType.YesNo(node.texts("agree"), node.texts("decline"));
            }
            case "text" -> {
                keys.addAll(List.of("must", "said"));
                yield new SlotType.FreeText(pattern(node, "must"), pattern(node, "said"));
            }
            case "place" -> {
                keys.add("said");
                yield new SlotType.Place(pattern(node, "said"));
            }
            case "choice" -> {
                keys.add("options");
                yield new SlotType.Choice(options(node.get("options")));
            }
            case "pick" -> {
                keys.addAll(List.of("from", "key", "title", "words", "price", "ages", "prefer", "empty", "unnamed"));
                yield pick(node);
            }
            default -> form(node, type);
        };
        node.allow(keys.toArray(String[]::new));
        String name = node.text(verb);
        Text ask = Text.read(node.get("ask"));
        YamlNode reask = node.find("reask");
        return new Slot(name, node.text("label", name), read, ask, reask == null ? ask : Text.read(reask));
    }

    private static SlotType form(YamlNode node, String type) {
        Pattern form = FORMS.get(type);
        if (form == null) {
            throw node.get("type")
                    .error("a slot's type is yesno, choice, pick, text, place, "
                            + String.join(", ", FORMS.keySet().stream().sorted().toList()));
        }
        String keyboard = switch (type) {
            case "phone" -> "tel";
            case "email", "number" -> type;
            default -> "text";
        };
        return new SlotType.Form(form, keyboard);
    }

    private static SlotType.Pick pick(YamlNode node) {
        return new SlotType.Pick(
                node.text("from"),
                node.text("key"),
                node.text("title"),
                node.texts("words"),
                node.text("price", " ").strip(),
                node.texts("ages"),
                node.find("prefer") == null ? null : Condition.read(node.get("prefer")),
                step(node, "empty"),
                step(node, "unnamed"));
    }

    private static Step atOnce(YamlNode node, String id) {
        node.allow("id", "form", "ask", "go");
        return new Step.Form(id, Text.read(node.get("ask")), node.texts("form"));
    }

    private static Step confirm(YamlNode node, String id) {
        node.allow("id", "confirm", "label", "ask", "reask", "agree", "decline", "else", "go");
        String name = node.text("confirm");
        Text ask = Text.read(node.get("ask"));
        YamlNode reask = node.find("reask");
        Slot slot = new Slot(
                name,
                node.text("label", name),
                new SlotType.YesNo(node.texts("agree"), node.texts("decline")),
                ask,
                reask == null ? ask : Text.read(reask));
        return new Step.Confirm(id, slot, step(node, "else"));
    }

    private static List<SlotType.Option> options(YamlNode node) {
        List<SlotType.Option> options = new ArrayList<>();
        for (YamlNode item : node.items()) {
            item.allow("value", "title", "words");
            options.add(new SlotType.Option(item.text("value"), item.text("title"), item.texts("words")));
        }
        return options;
    }

    private static Step action(YamlNode node, String id) {
        node.allow("id", "action", "with", "refused", "failed", "go");
        return new Step.Action(
                id, node.text("action"), texts(node.find("with")), texts(node.find("refused")), step(node, "failed"));
    }

    private static Map<String, String> texts(@Nullable YamlNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (node != null) {
            node.entries().forEach((key, value) -> texts.put(key, value.text()));
        }
        return texts;
    }

    private static Step branch(YamlNode node, String id) {
        node.allow("id", "branch");
        List<Step.Case> cases = new ArrayList<>();
        for (YamlNode item : node.get("branch").items()) {
            YamlNode otherwise = item.find("else");
            if (otherwise != null) {
                item.allow("else");
                cases.add(new Step.Case(null, otherwise.text()));
            } else {
                item.allow("when", "go");
                cases.add(new Step.Case(Condition.read(item.get("when")), item.text("go")));
            }
        }
        if (cases.isEmpty() || cases.getLast().when() != null) {
            throw node.error("a branch ends with '- else: STEP', so that no case is left out");
        }
        return new Step.Branch(id, cases);
    }

    private static Step say(YamlNode node, String id) {
        node.allow("id", "say", "cite", "choices", "card", "go");
        YamlNode card = node.find("card");
        return new Step.Say(
                id,
                Text.read(node.get("say")),
                node.texts("cite"),
                choices(node.find("choices")),
                card == null ? null : card(card));
    }

    /** Choices for a tap: titles, or title and value. */
    static List<Choice> choices(@Nullable YamlNode offered) {
        List<Choice> choices = new ArrayList<>();
        for (YamlNode item : offered == null ? List.<YamlNode>of() : offered.items()) {
            choices.add(
                    item.isMapping()
                            ? new Choice(
                                    item.allow("title", "value").text("title"), item.text("value", item.text("title")))
                            : new Choice(item.text(), item.text()));
        }
        return choices;
    }

    private static Step.CardTemplate card(YamlNode node) {
        node.allow("title", "image", "rows");
        return new Step.CardTemplate(node.text("title"), node.text("image", " ").strip(), texts(node.find("rows")));
    }

    static List<Pattern> patterns(YamlNode node, String key) {
        List<Pattern> patterns = new ArrayList<>();
        YamlNode list = node.find(key);
        for (YamlNode item : list == null ? List.<YamlNode>of() : list.items()) {
            patterns.add(pattern(item));
        }
        return patterns;
    }

    private static @Nullable Pattern pattern(YamlNode node, String key) {
        return node.find(key) == null ? null : pattern(node.get(key));
    }

    private static Pattern pattern(YamlNode item) {
        return pattern(item.text(), item);
    }

    static Pattern pattern(String text, YamlNode item) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw item.error("'" + text + "' is not a regular expression: " + wrong.getDescription() + ". Correct it");
        }
    }

    static <E extends Enum<E>> E constant(Class<E> type, YamlNode node, String key, E otherwise) {
        String text = node.text(key, otherwise.name());
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> node.get(key)
                        .error("'" + key + "' takes one of " + Arrays.toString(type.getEnumConstants()) + ", found '"
                                + text + "'"));
    }
}
