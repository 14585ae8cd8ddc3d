package io.autodiff.oracles;

import org.apache.commons.math3.complex.Complex;

/** A complex number of commons-math3, with the functions that it has. */
record ComplexNum(Complex z) implements Num {
    private static ComplexNum num(Complex z) {
        return new ComplexNum(z);
    }

    private static Complex z(Num that) {
        return ((ComplexNum) that).z;
    }

    /** The real part. */
    @Override
    public double value() {
        return z.getReal();
    }

    @Override
    public Num of(double constant) {
        return num(new Complex(constant));
    }

    @Override
    public Num pi() {
        return of(Math.PI);
    }

    // spotless:off
    @Override public Num add(Num that) { return num(z.add(z(that))); }
    @Override public Num sub(Num that) { return num(z.subtract(z(that))); }
    @Override public Num mul(Num that) { return num(z.multiply(z(that))); }
    @Override public Num div(Num that) { return num(z.divide(z(that))); }
    @Override public Num pow(Num that) { return num(z.pow(z(that))); }
    @Override public Num exp()         { return num(z.exp()); }
    @Override public Num log()         { return num(z.log()); }
    @Override public Num sqrt()        { return num(z.sqrt()); }
    @Override public Num sin()         { return num(z.sin()); }
    @Override public Num cos()         { return num(z.cos()); }
    @Override public Num tan()         { return num(z.tan()); }
    @Override public Num asin()        { return num(z.asin()); }
    @Override public Num acos()        { return num(z.acos()); }
    @Override public Num atan()        { return num(z.atan()); }
    @Override public Num sinh()        { return num(z.sinh()); }
    @Override public Num cosh()        { return num(z.cosh()); }
    @Override public Num tanh()        { return num(z.tanh()); }
    // spotless:on
}
