package io.autodiff.oracles;

import org.apache.commons.math3.util.FastMath;

/** A double, with the functions of Java, and of commons-math3 where Java has none. */
record PlainNum(double value) implements Num {
    private static PlainNum num(double value) {
        return new PlainNum(value);
    }

    @Override
    public Num of(double constant) {
        return num(constant);
    }

    @Override
    public Num pi() {
        return num(Math.PI);
    }

    // spotless:off
    @Override public Num add(Num that) { return num(value + that.value()); }
    @Override public Num sub(Num that) { return num(value - that.value()); }
    @Override public Num mul(Num that) { return num(value * that.value()); }
    @Override public Num div(Num that) { return num(value / that.value()); }
    @Override public Num pow(Num that) { return num(Math.pow(value, that.value())); }
    @Override public Num exp()         { return num(Math.exp(value)); }
    @Override public Num expm1()       { return num(Math.expm1(value)); }
    @Override public Num log()         { return num(Math.log(value)); }
    @Override public Num log10()       { return num(Math.log10(value)); }
    @Override public Num log1p()       { return num(Math.log1p(value)); }
    @Override public Num sqrt()        { return num(Math.sqrt(value)); }
    @Override public Num sin()         { return num(Math.sin(value)); }
    @Override public Num cos()         { return num(Math.cos(value)); }
    @Override public Num tan()         { return num(Math.tan(value)); }
    @Override public Num asin()        { return num(Math.asin(value)); }
    @Override public Num acos()        { return num(Math.acos(value)); }
    @Override public Num atan()        { return num(Math.atan(value)); }
    @Override public Num sinh()        { return num(Math.sinh(value)); }
    @Override public Num cosh()        { return num(Math.cosh(value)); }
    @Override public Num tanh()        { return num(Math.tanh(value)); }
    @Override public Num asinh()       { return num(FastMath.asinh(value)); }
    @Override public Num acosh()       { return num(FastMath.acosh(value)); }
    @Override public Num atanh()       { return num(FastMath.atanh(value)); }
    @Override public Num hypot(Num b)  { return num(Math.hypot(value, b.value())); }
    @Override public Num atan2(Num b)  { return num(Math.atan2(value, b.value())); }
    // spotless:on
}
