package io.tachograph.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A key of the configuration: what it is for, and what it is when a file does not say. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
    /** What it is for: half a sentence, units included. */
    String value();

    /** Its default as a file would say it; empty when there is none. */
    String byDefault() default "";

    /** What {@code docs/configuration.md} says where there is no default: {@code required}, {@code none}. */
    String otherwise() default "none";
}
