package io.xiangyin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricCatalogueTest {
    /** Records that are one value with its parts; a definition of the whole covers the parts. */
    private static final Set<Class<?>> VALUES = Set.of(
            Rate.class,
            Mean.class,
            Distribution.class,
            ServiceReport.AbandonedWaits.class,
            CleanedWaits.class,
            ServiceReport.BotResolution.class,
            ServiceReport.FirstContactResolution.class,
            ServiceReport.ServiceLevel.class,
            ServiceReport.NetPromoterScore.class);

    @Test
    void everyFieldOfTheReportIsDefinedAndNothingElseIs() {
        assertThat(MetricCatalogue.list())
                .extracting(MetricCatalogue.Entry::name)
                .containsExactlyInAnyOrderElementsOf(
                        fields("", ServiceReport.class).toList());
    }

    @Test
    void everyDefinitionIsComplete() {
        assertThat(MetricCatalogue.list())
                .flatExtracting(e -> List.of(e.definition(), e.formula(), e.unit(), e.source()))
                .noneMatch(String::isBlank);
    }

    private static Stream<String> fields(String prefix, Class<?> record) {
        return Stream.of(record.getRecordComponents()).flatMap(component -> field(prefix, component));
    }

    private static Stream<String> field(String prefix, RecordComponent component) {
        String path = prefix + component.getName();
        if (component.getType() == Map.class) {
            return Stream.of(path); // one figure by key
        }
        if (component.getGenericType() instanceof ParameterizedType list) {
            return fields(path + "[].", (Class<?>) list.getActualTypeArguments()[0]);
        }
        Class<?> type = component.getType();
        return type.isRecord() && !VALUES.contains(type) ? fields(path + ".", type) : Stream.of(path);
    }
}
