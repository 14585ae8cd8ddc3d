package io.autodiff.oracles;

/**
 * What an oracle says.
 *
 * @param value of the derivative
 * @param error how far off it may be, by the oracle's own account
 */
public record Answer(double value, double error) {
    /** Whether both can be right. */
    public boolean agreesWith(Answer that) {
        return Math.abs(value - that.value) <= error + that.error; // false if anything is NaN
    }

    @Override
    public String toString() {
        return value + " ± " + error;
    }
}
