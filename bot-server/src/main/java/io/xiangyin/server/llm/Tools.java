package io.xiangyin.server.llm;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Customer;
import io.xiangyin.dialog.flow.ActionDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model may look up: the actions that the shop's flows declare as tools. They only read, and they read what
 * belongs to the customer of the conversation: who that is does not come from the model.
 */
final class Tools {
    private static final int LONGEST_ARGUMENT = 200;
    private static final int LONGEST_RESULT = 2_000;

    private final Map<String, ActionDefinition> offered = new TreeMap<>();
    private final ActionRunner actions;

    /** @param declared all actions; those without {@code tool} are never offered nor called */
    Tools(Map<String, ActionDefinition> declared, ActionRunner actions) {
        this.actions = actions;
        declared.forEach((name, action) -> {
            if (action.tool() != null && !action.mutates()) {
                offered.put(name, action);
            }
        });
    }

    boolean none() {
        return offered.isEmpty();
    }

    boolean offers(String name) {
        return offered.containsKey(name);
    }

    /** How the tools are described to a model. */
    List<ToolSpecification> specifications() {
        return offered.values().stream().map(Tools::specification).toList();
    }

    private static ToolSpecification specification(ActionDefinition action) {
        JsonObjectSchema.Builder parameters = JsonObjectSchema.builder().additionalProperties(false);
        action.parameters().forEach(parameters::addStringProperty);
        return ToolSpecification.builder()
                .name(action.name())
                .description(action.tool())
                .parameters(parameters.required(List.copyOf(action.required())).build())
                .build();
    }

    /**
     * What came of a wish.
     *
     * @param about what the tool tells
     * @param text what was found, or in a word why nothing was; from outside, and as trustworthy
     * @param outcome {@code used}, or why nothing came of it, as for {@link io.xiangyin.core.ModelCall}
     */
    record Result(String about, String text, String outcome) {
        boolean found() {
            return outcome.equals("used");
        }
    }

    /** Looks something up for the customer. Whatever is wrong with the wish, nothing is called and the reason told. */
    Result look(Customer customer, ToolExecutionRequest wish, String key) {
        ActionDefinition action = offered.get(wish.name());
        if (action == null) {
            return new Result("", "there is no such tool", "refused:tool");
        }
        Map<String, String> arguments = new HashMap<>();
        try {
            JsonObject given = new JsonObject(String.valueOf(wish.arguments()).isBlank() ? "{}" : wish.arguments());
            for (Map.Entry<String, Object> argument : given) {
                String value = String.valueOf(argument.getValue());
                if (!action.parameters().contains(argument.getKey()) || value.length() > LONGEST_ARGUMENT) {
                    return new Result("", "argument '" + argument.getKey() + "' is not allowed", "refused:argument");
                }
                arguments.put(argument.getKey(), value);
            }
        } catch (DecodeException | ClassCastException notAnObject) {
            return new Result("", "the arguments are not a JSON object", "refused:argument");
        }
        if (!arguments.keySet().containsAll(action.required())) {
            return new Result("", "it takes " + action.required(), "refused:argument");
        }
        return result(action, actions.run(customer, new ActionCall(action.name(), arguments, key, false, "tool")));
    }

    private static Result result(ActionDefinition action, ActionOutcome outcome) {
        String about = String.valueOf(action.tool());
        return switch (outcome) {
            case ActionOutcome.Succeeded found -> new Result(about, words(found.result()), "used");
            case ActionOutcome.Refused refused ->
                new Result(about, "nothing: " + refused.code(), "refused:" + code(refused.code()));
            case ActionOutcome.Failed _ -> new Result(about, "nothing: out of order", "failed:tool");
        };
    }

    private static String words(Map<String, Object> result) {
        String words = result.size() == 1 && result.get("text") instanceof String text
                ? text
                : new JsonObject(new TreeMap<>(result)).encode();
        return words.length() <= LONGEST_RESULT ? words : words.substring(0, LONGEST_RESULT);
    }

    /** A code from outside, fit for a name in metrics. */
    private static String code(String code) {
        return code.toLowerCase(Locale.ROOT).matches("[a-z0-9_-]{1,40}") ? code.toLowerCase(Locale.ROOT) : "other";
    }
}
