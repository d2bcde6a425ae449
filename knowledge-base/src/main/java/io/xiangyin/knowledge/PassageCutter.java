package io.xiangyin.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Cuts an article into passages: one a section, a long section at paragraph and sentence ends. Lists keep their marks,
 * table rows become "column：value" lines, so that a passage reads well as a chat message.
 */
public final class PassageCutter {
    private static final int LONGEST = 320;

    /** Characters by which a piece of a long paragraph is found again in the body. */
    private static final int RECOGNISED = 8;

    private final Parser parser = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();

    /** The passages in reading order; at least one. */
    public List<Passage> cut(Article article) {
        List<Passage> passages = new ArrayList<>();
        List<String> headings = new ArrayList<>();
        StringBuilder section = new StringBuilder();
        int begin = 0;
        for (Node block = parser.parse(article.body()).getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                flush(article, headings, section, begin, passages);
                while (headings.size() >= heading.getLevel()) {
                    headings.removeLast();
                }
                headings.add(inline(heading).strip());
            } else {
                String next = plain(block);
                if (!section.isEmpty() && section.length() + next.length() > LONGEST) {
                    flush(article, headings, section, begin, passages);
                }
                begin = section.isEmpty() ? offset(block) : begin;
                section.append(section.isEmpty() ? "" : "\n").append(next);
            }
        }
        flush(article, headings, section, begin, passages);
        if (passages.isEmpty()) {
            passages.add(new Passage(
                    article.id() + "#1", article.id(), "", article.body().strip(), 0));
        }
        return passages;
    }

    private static int offset(Node block) {
        return block.getSourceSpans().isEmpty()
                ? 0
                : block.getSourceSpans().getFirst().getInputIndex();
    }

    /** @param begin where the section's first block stands in the body */
    private void flush(
            Article article, List<String> headings, StringBuilder section, int begin, List<Passage> passages) {
        int offset = begin;
        int from = begin;
        String path = headings.stream()
                .filter(heading -> !heading.equals(article.title()))
                .collect(Collectors.joining(" › "));
        for (String piece : pieces(section.toString().strip())) {
            int found = article.body().indexOf(piece.substring(0, Math.min(piece.length(), RECOGNISED)), from);
            if (found >= 0) {
                offset = found;
                from = found + (article.body().startsWith(piece, found) ? piece.length() : 1);
            }
            passages.add(new Passage(article.id() + "#" + (passages.size() + 1), article.id(), path, piece, offset));
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

    private static String plain(Node block) {
        return switch (block) {
            case BulletList list -> items(list, 0);
            case OrderedList list -> items(list, start(list));
            case TableBlock table -> rows(table);
            case FencedCodeBlock code -> code.getLiteral().strip();
            case IndentedCodeBlock code -> code.getLiteral().strip();
            case HtmlBlock html -> html.getLiteral().replaceAll("<[^>]*>", "").strip();
            case BlockQuote quote -> blocks(quote);
            default -> inline(block).strip();
        };
    }

    private static String blocks(Node parent) {
        return children(parent).map(PassageCutter::plain).collect(Collectors.joining("\n"));
    }

    private static int start(OrderedList list) {
        Integer first = list.getMarkerStartNumber();
        return first == null ? 1 : first;
    }

    /** @param first number of the first item; 0 for a list without numbers */
    private static String items(Node list, int first) {
        List<String> lines = new ArrayList<>();
        children(list).forEach(item -> {
            String mark = first > 0 ? (first + lines.size()) + ". " : "· ";
            lines.add(mark + blocks(item));
        });
        return String.join("\n", lines);
    }

    private static String rows(TableBlock table) {
        List<List<String>> rows = children(table)
                .flatMap(PassageCutter::children)
                .map(row -> children(row).map(cell -> inline(cell).strip()).toList())
                .toList();
        List<String> lines = new ArrayList<>();
        List<String> header = rows.getFirst();
        String lead = header.size() == 2 ? header.getFirst() + "：" + header.getLast() : header.getFirst() + "：";
        if (!header.getFirst().isEmpty()) {
            lines.add(lead);
        }
        rows.stream().skip(1).forEach(row -> lines.add(line(header, row)));
        return String.join("\n", lines);
    }

    /** The text of a node without its marks. */
    private static String inline(Node node) {
        return switch (node) {
            case Text words -> words.getLiteral();
            case Code code -> code.getLiteral();
            case HardLineBreak _ -> "\n";
            case SoftLineBreak _ -> "";
            case HtmlInline _ -> "";
            default -> children(node).map(PassageCutter::inline).collect(Collectors.joining());
        };
    }

    private static Stream<Node> children(Node parent) {
        return Stream.iterate(parent.getFirstChild(), Objects::nonNull, Node::getNext);
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
