/**
 * Programs to read and to run. Each is one file, read from top to bottom: {@link io.autodiff.examples.HelloGradient} first,
 * then {@link io.autodiff.examples.GradientByHand}, then {@link io.autodiff.examples.SpiralClassifier}.
 *
 * <p>{@link io.autodiff.examples.Main} is the command line, {@link io.autodiff.examples.Program} the list of programs. They may
 * depend on everything that the library exports, and nothing depends on them.
 */
@NullMarked
package io.autodiff.examples;

import org.jspecify.annotations.NullMarked;
