package io.xiangyin.server.storage;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.AnnotatedType;
import org.jspecify.annotations.Nullable;

/** Tells Jackson that a record's component must be there unless it is marked {@code @Nullable}. */
final class RecordNullness extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        AnnotatedType type = typeOf(member);
        return type == null ? null : !type.isAnnotationPresent(Nullable.class);
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
        AnnotatedType type = typeOf(member);
        Nulls own = type == null || type.isAnnotationPresent(Nullable.class) ? Nulls.DEFAULT : Nulls.FAIL;
        return JsonSetter.Value.construct(own, Nulls.FAIL);
    }

    private static @Nullable AnnotatedType typeOf(Annotated member) {
        return switch (member) {
            case AnnotatedField field -> field.getAnnotated().getAnnotatedType();
            case AnnotatedParameter parameter
            when parameter.getOwner() instanceof AnnotatedConstructor constructor ->
                constructor.getAnnotated().getAnnotatedParameterTypes()[parameter.getIndex()];
            default -> null;
        };
    }
}
