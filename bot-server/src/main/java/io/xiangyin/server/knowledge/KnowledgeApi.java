package io.xiangyin.server.knowledge;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.ArticleFile;
import io.xiangyin.knowledge.Availability;
import io.xiangyin.knowledge.PassageCutter;
import io.xiangyin.server.knowledge.ArticleVersion.State;
import io.xiangyin.server.knowledge.Catalogue.Entry;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.StaffApi;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** The operations on articles: all staff read, managers and administrators write. */
public final class KnowledgeApi {
    private static final int LARGEST_ARTICLE = 1024 * 1024;
    private static final int MOST_ROWS = 500;
    private static final Field VERSION =
            Field.integer("version", 0, Integer.MAX_VALUE, "The version you saw; another one meanwhile gives 409.");
    private static final List<Field> ARTICLE = List.of(
            Field.text("title", 200, "Title."),
            Field.text("body", 100_000, "The text, Markdown."),
            Field.text("category", 60, "Category.").optional(),
            Field.texts("questions", 100, 300, "How shoppers ask for it.").optional(),
            Field.text("source", 300, "Where the rule comes from; shown with the citation.")
                    .optional(),
            Field.text("visibility", 10, "public or agents.").optional(),
            Field.text("validFrom", 10, "First day, such as 2026-11-01.").optional(),
            Field.text("validUntil", 10, "Last day.").optional(),
            Field.text("state", 10, "draft (as by default) or published.").optional());

    private final LiveKnowledge knowledge;
    private final ArticleDesk desk;
    private final StaffApi staff;
    private final QuestionApi questions;

    /** @param staff knows who may do what */
    public KnowledgeApi(
            LiveKnowledge knowledge, ArticleStore store, QuestionApi questions, StaffApi staff, InstantSource clock) {
        this.knowledge = knowledge;
        this.desk = new ArticleDesk(store, knowledge, clock);
        this.questions = questions;
        this.staff = staff;
    }

    public void register(Api api) {
        reading(api);
        writing(api);
    }

    private void reading(Api api) {
        api.add(
                Operation.get(
                        "/knowledge/articles",
                        "listArticles",
                        STAFF,
                        "The articles, without their texts.",
                        "q: Words in title, questions, category, id or text.",
                        "state: draft, published or retired.",
                        "category: Exactly this one.",
                        "visibility: public or agents.",
                        "origin: file, edited_file or stored.",
                        "stale: true for those nobody vouched for in 180 days, and expired ones.",
                        "offset: How many to skip.",
                        "limit: How many at most, up to 500; default 50."),
                this::list);
        api.add(
                Operation.get("/knowledge/articles/{id}", "getArticle", STAFF, "An article as it was left last."),
                call -> {
                    read(call);
                    return shown(call, desk.get(call.path("id")));
                });
        api.add(
                Operation.get(
                        "/knowledge/articles/{id}/versions", "listArticleVersions", STAFF, "Who changed it when."),
                call -> {
                    read(call);
                    JsonArray rows = new JsonArray();
                    desk.versions(call.path("id")).reversed().forEach(one -> rows.add(KnowledgeJson.version(one)));
                    return Answer.ok(new JsonObject().put("versions", rows));
                });
        api.add(
                Operation.get(
                        "/knowledge/articles/{id}/diff",
                        "diffArticle",
                        STAFF,
                        "What changed between two versions, line by line.",
                        "from: Number of the older version; 0 is the file.",
                        "to: Number of the newer version."),
                this::diff);
        api.add(
                Operation.get(
                        "/knowledge/status", "getKnowledgeStatus", STAFF, "Which version of the knowledge answers."),
                call -> {
                    read(call);
                    LiveKnowledge.Status status = knowledge.status();
                    return Answer.ok(new JsonObject()
                            .put("building", status.building())
                            .put("articles", status.articles())
                            .put("vectors", status.vectors())
                            .put("since", status.since().toString())
                            .put("problems", new JsonArray(status.problems())));
                });
        questions.register(api, this::read);
    }

    private void writing(Api api) {
        List<Field> create = Stream.concat(
                        ARTICLE.stream(),
                        Stream.of(Field.text("id", 120, "Chosen for you if absent.")
                                .optional()))
                .toList();
        api.add(
                Operation.post("/knowledge/articles", "createArticle", STAFF, "Writes an article.", 201, fields(create))
                        .upTo(LARGEST_ARTICLE),
                call -> {
                    String author = write(call);
                    String id = Objects.requireNonNullElseGet(
                            call.body().getString("id"),
                            () -> "a-" + UUID.randomUUID().toString().substring(0, 13));
                    Entry made = desk.create(
                            article(id, call.body()), state(call.body().getString("state")), author);
                    return new Answer(201, KnowledgeJson.whole(made, knowledge.today(), 0));
                });
        List<Field> update = Stream.concat(ARTICLE.stream(), Stream.of(VERSION)).toList();
        api.add(
                Operation.put("/knowledge/articles/{id}", "updateArticle", STAFF, "Changes an article.", fields(update))
                        .upTo(LARGEST_ARTICLE),
                call -> {
                    String author = write(call);
                    JsonObject body = call.body();
                    return shown(
                            call,
                            desk.update(
                                    article(call.path("id"), body),
                                    body.getInteger("version"),
                                    state(body.getString("state")),
                                    author));
                });
        move(api, "publish", State.PUBLISHED, "Lets shoppers be answered from it.");
        move(api, "retire", State.RETIRED, "Takes it back from shoppers; its history stays.");
        api.add(
                Operation.delete(
                                "/knowledge/articles/{id}",
                                "deleteArticle",
                                STAFF,
                                "Takes an article out with all its versions; a file of the home folder is back as it is there.")
                        .with("version: The version you saw."),
                call -> {
                    write(call);
                    desk.delete(call.path("id"), (int) call.number("version", -1, 0, Integer.MAX_VALUE));
                    return Answer.ok(new JsonObject().put("deleted", call.path("id")));
                });
        api.add(
                Operation.post(
                                "/knowledge/import",
                                "importArticles",
                                STAFF,
                                "Takes in a file: Markdown, HTML, TXT, DOCX, PDF, or a question table as CSV, XLSX or JSONL.",
                                200)
                        .with("name: The file's name; its end tells the kind.", "state: draft (default) or published.")
                        .file(ArticleFile.LARGEST),
                this::bring);
    }

    private void move(Api api, String name, State state, String summary) {
        api.add(
                Operation.post("/knowledge/articles/{id}/" + name, name + "Article", STAFF, summary, 200, VERSION),
                call -> {
                    String author = write(call);
                    return shown(call, desk.move(call.path("id"), call.body().getInteger("version"), state, author));
                });
    }

    private static Field[] fields(List<Field> fields) {
        return fields.toArray(Field[]::new);
    }

    private Answer list(Call call) {
        read(call);
        Map<String, Integer> used = questions.used();
        ArticleFilter filter = ArticleFilter.of(call);
        List<Entry> found = knowledge.catalogue().entries().values().stream()
                .filter(entry -> filter.accepts(entry, knowledge.today()))
                .sorted(Comparator.comparing(filter::named).reversed())
                .toList();
        int offset = (int) call.number("offset", 0, 0, Integer.MAX_VALUE);
        int limit = (int) call.number("limit", 50, 1, MOST_ROWS);
        JsonArray rows = new JsonArray();
        found.stream()
                .skip(offset)
                .limit(limit)
                .forEach(entry -> rows.add(KnowledgeJson.row(
                        entry,
                        knowledge.today(),
                        used.getOrDefault(entry.latest().article().id(), 0))));
        List<String> categories = knowledge.catalogue().entries().values().stream()
                .map(entry -> entry.latest().article().category())
                .filter(category -> !category.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return Answer.ok(new JsonObject()
                .put("articles", rows)
                .put("total", found.size())
                .put("categories", new JsonArray(categories)));
    }

    private Answer shown(Call call, Entry entry) {
        read(call);
        JsonArray passages = new JsonArray();
        new PassageCutter()
                .cut(entry.latest().article())
                .forEach(passage -> passages.add(KnowledgeJson.passage(passage)));
        int used = questions.used().getOrDefault(entry.latest().article().id(), 0);
        return Answer.ok(KnowledgeJson.whole(entry, knowledge.today(), used).put("passages", passages));
    }

    private Answer diff(Call call) {
        read(call);
        List<ArticleVersion> versions = desk.versions(call.path("id"));
        return Answer.ok(new JsonObject()
                .put(
                        "lines",
                        KnowledgeJson.diff(
                                numbered(versions, call.number("from", 0, 0, Integer.MAX_VALUE)),
                                numbered(versions, call.number("to", 0, 0, Integer.MAX_VALUE)))));
    }

    private static Article numbered(List<ArticleVersion> versions, long number) {
        return versions.stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElseThrow(Problem::notFound)
                .article();
    }

    private Answer bring(Call call) throws InterruptedException {
        String author = write(call);
        String name = call.query("name");
        if (name == null || !name.matches("[^/\\\\\\p{Cntrl}]{1,200}") || !name.contains(".")) {
            throw Problem.badRequest("wrong-parameter", "Parameter 'name' takes a file's name such as faq.xlsx.");
        }
        ArticleDesk.Imported imported = desk.bring(name, call.bytes(), state(call.query("state")), author);
        return Answer.ok(new JsonObject()
                .put("created", imported.created())
                .put("updated", imported.updated())
                .put("unchanged", imported.unchanged())
                .put("problems", new JsonArray(imported.problems())));
    }

    private static State state(@org.jspecify.annotations.Nullable String word) {
        if (word == null || word.equals("draft")) {
            return State.DRAFT;
        }
        if (word.equals("published")) {
            return State.PUBLISHED;
        }
        throw Problem.badRequest("wrong-state", "'state' takes draft or published.");
    }

    /** The article in a body that was checked. */
    static Article article(String id, JsonObject body) {
        try {
            return new Article(
                    id,
                    body.getString("title").strip(),
                    body.getString("category", "").strip(),
                    body.getJsonArray("questions", new JsonArray()).stream()
                            .map(question -> String.valueOf(question).strip().replace('\n', ' '))
                            .distinct()
                            .toList(),
                    body.getString("source", "").strip(),
                    body.getString("body").strip(),
                    "",
                    Availability.parse(
                            body.getString("visibility", "").toLowerCase(Locale.ROOT),
                            body.getString("validFrom", ""),
                            body.getString("validUntil", "")),
                    null);
        } catch (IllegalArgumentException wrong) {
            throw Problem.badRequest("wrong-availability", String.valueOf(wrong.getMessage()));
        }
    }

    private void read(Call call) {
        staff.require(call, Permission.READ);
    }

    /** The name of the caller, who must be one of those who write articles. */
    private String write(Call call) {
        Staff writer = staff.require(call, Permission.WRITE_KNOWLEDGE);
        return writer.name();
    }
}
