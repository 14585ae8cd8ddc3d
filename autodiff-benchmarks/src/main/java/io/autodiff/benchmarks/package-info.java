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
 * <p>The directory {@code peers} beside {@code src} does the same work with other libraries, for comparison on the same machine:
 * {@code python3 autodiff-benchmarks/peers/spiral_numpy.py}.
 */
@NullMarked
package io.autodiff.benchmarks;

import org.jspecify.annotations.NullMarked;
