package io.autodiff.oracles;

import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.apache.commons.math3.dfp.DfpMath;

/** A number of 60 decimal digits, commons-math3's {@link Dfp}. What it does not have follows from the definitions. */
record DigitsNum(Dfp digits) implements Num {
    private static final DfpField FIELD = new DfpField(60);

    static DigitsNum exactly(double value) {
        return num(FIELD.newDfp(value));
    }

    private static DigitsNum num(Dfp digits) {
        return new DigitsNum(digits);
    }

    private static Dfp digits(Num that) {
        return ((DigitsNum) that).digits;
    }

    @Override
    public double value() {
        return digits.toDouble();
    }

    @Override
    public Num of(double constant) {
        return exactly(constant);
    }

    @Override
    public Num pi() {
        return num(FIELD.getPi());
    }

    // spotless:off
    @Override public Num add(Num that) { return num(digits.add(digits(that))); }
    @Override public Num sub(Num that) { return num(digits.subtract(digits(that))); }
    @Override public Num mul(Num that) { return num(digits.multiply(digits(that))); }
    @Override public Num div(Num that) { return num(digits.divide(digits(that))); }
    @Override public Num exp()         { return num(DfpMath.exp(digits)); }
    @Override public Num log()         { return num(DfpMath.log(digits)); }
    @Override public Num sqrt()        { return num(digits.sqrt()); }
    @Override public Num sin()         { return num(DfpMath.sin(digits)); }
    @Override public Num cos()         { return num(DfpMath.cos(digits)); }
    @Override public Num atan()        { return num(DfpMath.atan(digits)); }
    // spotless:on
}
