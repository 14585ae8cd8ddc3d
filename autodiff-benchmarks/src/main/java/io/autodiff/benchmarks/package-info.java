/**
 * Measurements by JMH, one class for each claim about speed. They use exported packages and the examples, and nothing depends
 * on them. {@link io.autodiff.benchmarks.SmallGraphs} is the one to read first.
 *
 * <pre>
 * ./mvnw -Pbenchmarks -DskipTests package
 * java -jar autodiff-benchmarks/target/benchmarks.jar                   all of them, in full
 * java -jar autodiff-benchmarks/target/benchmarks.jar Spiral            those whose name contains a word
 * java -jar autodiff-benchmarks/target/benchmarks.jar -f1 -wi 2 -i 3    a short look
 * java -jar autodiff-benchmarks/target/benchmarks.jar -prof gc          bytes allocated, too
 * </pre>
 *
 * <p>The directory {@code peers} beside {@code src} is a module of its own, in which other libraries do the same work, for comparison
 * on the same machine: {@code autodiff-benchmarks/run-peers.sh}.
 */
@NullMarked
package io.autodiff.benchmarks;

import org.jspecify.annotations.NullMarked;
