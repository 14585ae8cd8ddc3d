package io.autodiff.tensor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prints arrays of numbers, character for character as NumPy prints them with its default print options.
 *
 * <pre>
 * [[ 1.    0.25]
 *  [-3.   10.  ]]
 * </pre>
 *
 * <p>Every method takes the shape of the array and a function from the flat row-major index of an element to its value.
 * The shape may have any rank, the number of elements must fit an {@code int}. An array of more than 1000 elements is
 * summarized: along every axis longer than six only the first and the last three positions are printed, and only
 * printed elements are asked for, each once, in row-major order.
 */
final class TensorText {
    // Over 400 lines: the rules of how NumPy prints an array, which depend on each other.

    /*
     * One file of some four hundred lines, because NumPy's format is one thing with many rules. The work is done in three steps that know little of each other: which elements are printed (printedElements), the
     * word for each of them, all of one width (floatWords and its like), and the brackets, line breaks and dots around
     * the words (Brackets).
     *
     * The words of floating-point numbers hold the shortest digits that identify each number, at most eight after the
     * point. Double.toString is no help here, because before JDK 19 its digits are not always the shortest; Magnitude
     * finds them by trying. The model is NumPy 2.4: since 2.3 float32 arrays take scientific notation from 10⁶ on, not
     * from 10⁸ on.
     */

    /** More elements than these are summarized. */
    private static final int THRESHOLD = 1000;

    /** How many positions a summary shows at either end of an axis. */
    private static final int EDGE_ITEMS = 3;

    private static final int LINE_WIDTH = 75;

    /** The most digits after the point of a number in an array. */
    private static final int FRACTION_DIGITS = 8;

    /** A positional array never spans more than this factor between its largest and smallest number. */
    private static final double GREATEST_RATIO = 1000;

    private TensorText() {}

    /** The text of an array of {@code double}s. */
    static String float64(int[] shape, IntToDoubleFunction element) {
        return floats(Type.FLOAT64, shape, element);
    }

    /** The text of an array of {@code float}s, given as {@code double}s; the digits are the shortest for the float. */
    static String float32(int[] shape, IntToDoubleFunction element) {
        return floats(Type.FLOAT32, shape, element);
    }

    /** The text of an array of whole numbers, for example {@code [ 1 -2 30]}. */
    static String integers(int[] shape, IntUnaryOperator element) {
        return new Brackets(
                        shape, rightAligned(printedElements(shape).map(element).mapToObj(Integer::toString)))
                .text();
    }

    /** The text of an array of truth values, for example {@code [ True False]}. */
    static String truths(int[] shape, IntPredicate element) {
        Stream<String> words = printedElements(shape).mapToObj(i -> element.test(i) ? "True" : "False");
        // The width of "False", whether or not it occurs; NumPy makes an exception for rank 0 only.
        return new Brackets(shape, shape.length == 0 ? words : words.map(word -> padded(word, "False".length())))
                .text();
    }

    private static String floats(Type type, int[] shape, IntToDoubleFunction element) {
        double[] values = printedElements(shape).mapToDouble(element).toArray();
        Stream<String> words = shape.length == 0
                ? Arrays.stream(values).mapToObj(value -> scalar(type, value))
                : floatWords(type, values);
        return new Brackets(shape, words).text();
    }

    // ------------------------------------------------------------------------------------- which elements are printed

    private static IntStream printedElements(int[] shape) {
        if (isEmpty(shape)) {
            return IntStream.empty(); // at once, however long the other axes are
        }
        IntStream indices = IntStream.of(0);
        for (int length : shape) {
            int[] positions = printedPositions(length, shape);
            indices = indices.flatMap(index -> Arrays.stream(positions).map(position -> index * length + position));
        }
        return indices;
    }

    private static boolean isEmpty(int... shape) {
        return Arrays.stream(shape).anyMatch(length -> length == 0);
    }

    /** The positions along an axis of the given length that are printed. */
    private static int[] printedPositions(int length, int[] shape) {
        int shown = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b) > THRESHOLD
                ? Math.min(length, 2 * EDGE_ITEMS)
                : length;
        // Without a gap the second half of the positions continues the first.
        int gap = length - shown;
        return IntStream.range(0, shown).map(i -> i < EDGE_ITEMS ? i : i + gap).toArray();
    }

    // ----------------------------------------------------------------------------------------------- words for numbers

    /** The two floating-point types: how a decimal and a double are rounded to one, and where large numbers begin. */
    private enum Type {
        FLOAT64(BigDecimal::doubleValue, value -> value, 1e8, 1e16),
        FLOAT32(BigDecimal::floatValue, value -> (float) value, 1e6, 1e6);

        /** The number nearest to a decimal, halves to even. */
        final ToDoubleFunction<BigDecimal> nearest;

        /** The number nearest to a double, halves to even. */
        final DoubleUnaryOperator rounded;

        /** From here on the numbers of an array are printed in scientific notation. */
        final double largeInArray;

        /** From here on the number of a rank-0 array is printed in scientific notation. */
        final double largeScalar;

        Type(
                ToDoubleFunction<BigDecimal> nearest,
                DoubleUnaryOperator rounded,
                double largeInArray,
                double largeScalar) {
            this.nearest = nearest;
            this.rounded = rounded;
            this.largeInArray = largeInArray;
            this.largeScalar = largeScalar;
        }
    }

    /** The text of a rank-0 array: all digits that identify the number, as Python prints it. */
    private static String scalar(Type type, double value) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        Magnitude magnitude = new Magnitude(type, value);
        BigDecimal digits = magnitude.shortest(Integer.MAX_VALUE);
        double size = Math.abs(value);
        if (size == 0 || (size >= 1e-4 && size < type.largeScalar)) {
            String text = positional(value, digits);
            return text.endsWith(".") ? text + "0" : text;
        }
        // "1e+16": without any digit after it, the point goes too.
        return scientific(value, magnitude, digits.precision() - 1, 2).replace(".e", "e");
    }

    /** The words for the numbers of an array: one notation for all of them, the decimal points below each other. */
    private static Stream<String> floatWords(Type type, double[] values) {
        List<String> texts = needsExponents(type, values) ? scientific(type, values) : positional(type, values);
        int left = longest(texts.stream().map(TensorText::beforePoint));
        int right = longest(texts.stream().map(TensorText::fromPoint));
        int width = Math.max(left + right, longest(texts.stream()));
        return texts.stream().map(text -> {
            int missing =
                    fromPoint(text).isEmpty() ? 0 : right - fromPoint(text).length();
            return padded(text + " ".repeat(missing), width);
        });
    }

    private static boolean needsExponents(Type type, double[] values) {
        double[] sizes = Arrays.stream(values)
                .filter(value -> Double.isFinite(value) && value != 0)
                .map(Math::abs)
                .sorted()
                .toArray();
        if (sizes.length == 0) {
            return false;
        }
        double smallest = sizes[0];
        double largest = sizes[sizes.length - 1];
        // NumPy compares and divides in the array's own type.
        return largest >= type.largeInArray
                || smallest < type.rounded.applyAsDouble(1e-4)
                || type.rounded.applyAsDouble(largest / smallest) > GREATEST_RATIO;
    }

    private static List<String> positional(Type type, double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> Double.isFinite(value)
                        ? positional(value, new Magnitude(type, value).shortest(FRACTION_DIGITS))
                        : notFinite(value))
                .toList();
    }

    /** For example {@code -12.5}; a whole number keeps its point, {@code 3.}. */
    private static String positional(double value, BigDecimal digits) {
        String text = sign(value) + digits.toPlainString();
        return text.contains(".") ? text : text + ".";
    }

    /** In scientific notation all numbers have as many digits, and as many digits of the exponent, as any one needs. */
    private static List<String> scientific(Type type, double[] values) {
        int fractionDigits = 0;
        int exponentDigits = 2;
        for (double value : Arrays.stream(values).filter(Double::isFinite).toArray()) {
            Magnitude magnitude = new Magnitude(type, value);
            BigDecimal digits = magnitude.shortest(FRACTION_DIGITS - magnitude.exponent());
            fractionDigits = Math.max(fractionDigits, digits.precision() - 1);
            exponentDigits = Math.max(
                    exponentDigits, Integer.toString(Math.abs(exponent(digits))).length());
        }
        List<String> texts = new ArrayList<>();
        for (double value : values) {
            texts.add(
                    Double.isFinite(value)
                            ? scientific(value, new Magnitude(type, value), fractionDigits, exponentDigits)
                            : notFinite(value));
        }
        return texts;
    }

    /** For example {@code -1.250e+07} with three digits after the point and two in the exponent. */
    private static String scientific(double value, Magnitude magnitude, int fractionDigits, int exponentDigits) {
        BigDecimal rounded = magnitude.atScale(fractionDigits - magnitude.exponent());
        String digits = rounded.unscaledValue().toString();
        // Zero has one digit; 9.99 rounded to 10.0 has one digit too many, which is a zero.
        String mantissa = (digits + "0".repeat(fractionDigits)).substring(0, fractionDigits + 1);
        int exponent = rounded.signum() == 0 ? 0 : exponent(rounded);
        String exponentText = Integer.toString(Math.abs(exponent));
        return sign(value)
                + mantissa.charAt(0)
                + "."
                + mantissa.substring(1)
                + (exponent < 0 ? "e-" : "e+")
                + "0".repeat(Math.max(0, exponentDigits - exponentText.length()))
                + exponentText;
    }

    private static String notFinite(double value) {
        return Double.isNaN(value) ? "nan" : sign(value) + "inf";
    }

    private static String sign(double value) {
        // Not value < 0: the minus of −0 is printed.
        return Double.doubleToLongBits(value) < 0 ? "-" : "";
    }

    private static String beforePoint(String text) {
        return text.substring(0, Math.max(0, text.indexOf('.')));
    }

    /** The point and what follows it; empty for a word without a point, such as {@code nan}. */
    private static String fromPoint(String text) {
        return text.contains(".") ? text.substring(text.indexOf('.')) : "";
    }

    /** The exponent e of d·10ᵉ with 1 ≤ d < 10; 0 for the number 0 without fractional digits. */
    private static int exponent(BigDecimal decimal) {
        return decimal.precision() - decimal.scale() - 1;
    }

    /**
     * The absolute value of a finite floating-point number, and the decimals that stand for it.
     *
     * <p>A decimal <em>identifies</em> the number if reading it gives the number back. Scales are those of
     * {@link BigDecimal}: a decimal of scale s is a whole multiple of 10⁻ˢ.
     */
    private static final class Magnitude {

        private final Type type;
        private final double value;
        private final BigDecimal exact;

        Magnitude(Type type, double value) {
            this.type = type;
            this.value = Math.abs(value);
            this.exact = new BigDecimal(this.value);
        }

        /** The exponent e of the first digit, which is worth 10ᵉ; 0 for zero. */
        int exponent() {
            return TensorText.exponent(exact);
        }

        /** The shortest decimal that identifies the number, but of no greater scale than the given one. */
        BigDecimal shortest(int greatestScale) {
            int scale = -exponent();
            while (scale < greatestScale && !identifies(floor(scale)) && !identifies(ceiling(scale))) {
                scale++;
            }
            return atScale(scale).stripTrailingZeros();
        }

        /**
         * The decimal of the given scale for this number: the nearest one, halves to even. Just above a power of two
         * the numbers lie further apart than below it, so there the nearest may miss although its neighbour identifies
         * the number; then the neighbour is taken.
         */
        BigDecimal atScale(int scale) {
            boolean below = identifies(floor(scale));
            boolean above = identifies(ceiling(scale));
            if (below == above) {
                return exact.setScale(scale, RoundingMode.HALF_EVEN);
            }
            return below ? floor(scale) : ceiling(scale);
        }

        private boolean identifies(BigDecimal decimal) {
            return type.nearest.applyAsDouble(decimal) == value;
        }

        private BigDecimal floor(int scale) {
            return exact.setScale(scale, RoundingMode.FLOOR);
        }

        private BigDecimal ceiling(int scale) {
            return exact.setScale(scale, RoundingMode.CEILING);
        }
    }

    // ---------------------------------------------------------------------------------------------- widths and columns

    private static Stream<String> rightAligned(Stream<String> texts) {
        List<String> words = texts.toList();
        int width = longest(words.stream());
        return words.stream().map(word -> padded(word, width));
    }

    private static String padded(String word, int width) {
        return " ".repeat(width - word.length()) + word;
    }

    private static int longest(Stream<String> texts) {
        return texts.mapToInt(String::length).max().orElse(0);
    }

    /** The words of one array with the brackets, line breaks and dots around them. */
    private static final class Brackets {

        private final int[] shape;
        private final Iterator<String> words;

        Brackets(int[] shape, Stream<String> words) {
            this.shape = shape;
            this.words = words.iterator();
        }

        String text() {
            return isEmpty(shape) ? "[]" : text(0);
        }

        private String text(int axis) {
            if (axis == shape.length) {
                return words.next();
            }
            int length = shape[axis];
            int shown = printedPositions(length, shape).length;
            List<String> items = new ArrayList<>();
            for (int i = 0; i < shown; i++) {
                items.add(text(axis + 1));
            }
            if (shown < length) {
                items.add(EDGE_ITEMS, "...");
            }
            return "[" + (axis == shape.length - 1 ? row(items) : stack(items, axis)) + "]";
        }

        /** The words of the last axis side by side, on as many lines as they need. */
        private String row(List<String> items) {
            int indent = shape.length;
            // As many closing brackets may follow as there are axes, and the last line has room for all of them.
            int width = LINE_WIDTH - shape.length;
            StringBuilder finished = new StringBuilder();
            String line = " ".repeat(indent);
            for (String item : items) {
                if (line.length() + item.length() > width && line.length() > indent) {
                    finished.append(line.stripTrailing()).append('\n');
                    line = " ".repeat(indent);
                }
                line += item + " ";
            }
            return finished.append(line, 0, line.length() - 1).substring(indent);
        }

        /** The parts of an outer axis below each other; every further axis inside adds a blank line between them. */
        private String stack(List<String> items, int axis) {
            String lineBreaks = "\n".repeat(shape.length - 1 - axis);
            return String.join(lineBreaks + " ".repeat(axis + 1), items);
        }
    }
}
