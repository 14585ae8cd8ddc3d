package io.autodiff.oracles;

import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/**
 * A Taylor polynomial of degree three, by commons-math3's {@link DerivativeStructure}, with the functions that it has; that is
 * all of them but erf, which is composed.
 */
record TaylorNum(DerivativeStructure series) implements Num {
    private static TaylorNum num(DerivativeStructure series) {
        return new TaylorNum(series);
    }

    private static DerivativeStructure series(Num that) {
        return ((TaylorNum) that).series;
    }

    @Override
    public double value() {
        return series.getValue();
    }

    @Override
    public Num of(double constant) {
        return num(new DerivativeStructure(series.getFreeParameters(), series.getOrder(), constant));
    }

    @Override
    public Num pi() {
        return of(Math.PI);
    }

    // spotless:off
    @Override public Num add(Num that) { return num(series.add(series(that))); }
    @Override public Num sub(Num that) { return num(series.subtract(series(that))); }
    @Override public Num mul(Num that) { return num(series.multiply(series(that))); }
    @Override public Num div(Num that) { return num(series.divide(series(that))); }
    @Override public Num pow(Num that) { return num(series.pow(series(that))); }
    @Override public Num exp()         { return num(series.exp()); }
    @Override public Num expm1()       { return num(series.expm1()); }
    @Override public Num log()         { return num(series.log()); }
    @Override public Num log10()       { return num(series.log10()); }
    @Override public Num log1p()       { return num(series.log1p()); }
    @Override public Num sqrt()        { return num(series.sqrt()); }
    @Override public Num sin()         { return num(series.sin()); }
    @Override public Num cos()         { return num(series.cos()); }
    @Override public Num tan()         { return num(series.tan()); }
    @Override public Num asin()        { return num(series.asin()); }
    @Override public Num acos()        { return num(series.acos()); }
    @Override public Num atan()        { return num(series.atan()); }
    @Override public Num sinh()        { return num(series.sinh()); }
    @Override public Num cosh()        { return num(series.cosh()); }
    @Override public Num tanh()        { return num(series.tanh()); }
    @Override public Num asinh()       { return num(series.asinh()); }
    @Override public Num acosh()       { return num(series.acosh()); }
    @Override public Num atanh()       { return num(series.atanh()); }
    @Override public Num hypot(Num b)  { return num(series.hypot(series(b))); }
    @Override public Num atan2(Num b)  { return num(series.atan2(series(b))); }
    // spotless:on

    /** Composed: f, and the slopes f′ = g = 2/√π · e^(−x²), f″ = −2x·g and f‴ = (4x² − 2)·g. */
    @Override
    public Num erf() {
        double x = value();
        double g = 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
        return num(series.compose(new PlainNum(x).erf().value(), g, -2 * x * g, (4 * x * x - 2) * g));
    }
}
