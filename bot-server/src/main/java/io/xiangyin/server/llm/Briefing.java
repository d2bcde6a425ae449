package io.xiangyin.server.llm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.privacy.Mask;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a model is given to work on, as one JSON object: data, never instructions. What customers and agents wrote is
 * masked as it is put in; the shop's own texts are public and stay as they are.
 */
final class Briefing {
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Co}\\p{Cs}]|[\\p{Cc}&&[^\\n\\t]]");

    private final Mask mask;
    private final JsonObject data = new JsonObject();

    Briefing(Mask mask) {
        this.mask = mask;
    }

    /** Something that people wrote. */
    Briefing said(String name, String text) {
        data.put(name, mask.hide(plain(text)));
        return this;
    }

    /** Lines that people wrote. */
    Briefing said(String name, List<String> lines) {
        JsonArray hidden = new JsonArray();
        lines.forEach(line -> hidden.add(mask.hide(plain(line))));
        data.put(name, hidden);
        return this;
    }

    /** Something the shop made public. */
    Briefing known(String name, Object value) {
        data.put(name, value);
        return this;
    }

    Mask mask() {
        return mask;
    }

    /** Without characters that are not seen: they carry instructions that nobody reads. */
    static String plain(String text) {
        return UNSEEN.matcher(text).replaceAll("");
    }

    /** The data between its delimiters, as it is sent. */
    String delimited() {
        return "<data>\n" + json() + "\n</data>";
    }

    /** The data; what looks like the end of it inside is written otherwise. */
    String json() {
        return data.encode().replace("<", "\\u003c").replace(">", "\\u003e");
    }
}
