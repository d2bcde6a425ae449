package io.xiangyin.server.llm;

import io.xiangyin.knowledge.KnowledgeAnswers.Source;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows which passages are only ever quoted word for word: law, money and safety, and what the shop says are. */
final class FixedTexts {
    private static final Pattern LAW = Pattern.compile("《[^》]*(?:法|条例|办法|规定|规范|标准|细则)[^》]*》|第[零一二三四五六七八九十百]+条");
    private static final Pattern MONEY =
            Pattern.compile("赔|补偿|退一|罚|违约金|利息|押金|定金|保证金|先行垫付|[0-9.]+(?:元|块).{0,12}(?:补|退|减|赔)");
    private static final Pattern SAFETY =
            Pattern.compile("漏电|触电|着火|起火|冒烟|爆炸|鼓包|中毒|过敏|烫伤|受伤|割伤|煤气|燃气|误食|误吞|急救|医院|报警|110|120|召回");

    private final Set<String> categories;

    FixedTexts(Set<String> categories) {
        this.categories = categories;
    }

    /** Whether a text speaks of law, of money owed or of safety. */
    boolean touches(String text) {
        return LAW.matcher(text).find()
                || MONEY.matcher(text).find()
                || SAFETY.matcher(text).find();
    }

    boolean holds(Source source, String question) {
        String text = source.passage().heading() + source.passage().text();
        return categories.contains(source.article().category())
                || touches(source.article().source() + text)
                || SAFETY.matcher(question).find();
    }
}
