/**
 * Measurements by JMH, one class for each claim about speed. They use exported packages only, and nothing depends on them.
 *
 * <p>{@code ./mvnw -Pbenchmarks -DskipTests package && java -jar autodiff-benchmarks/target/benchmarks.jar}
 */
@NullMarked
package io.autodiff.benchmarks;

import org.jspecify.annotations.NullMarked;
