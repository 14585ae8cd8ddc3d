package io.autodiff.check;

import io.autodiff.check.Differences.Estimate;
import io.autodiff.tensor.Tensor;
import java.util.List;

/**
 * The second look, when a gradient and differences did not agree in a random direction: one element of the input
 * after the other. It finds the element whose gradient is wrong, or a kink.
 */
final class Elements {
    /*
     * Along the axis of one element the slope is one number, ∂⟨u, f⟩/∂xᵢ. If differences from the right and from the
     * left are both sound and yet disagree, x lies on a kink, and any slope between the two can be defended; outside,
     * none can.
     */
    private final Case c;
    private final double[] u;
    private final Claim claim;

    Elements(Case c, Tensor u, Claim claim) {
        this.c = c;
        this.u = u.toDoubleArray();
        this.claim = claim;
    }

    /**
     * Looks at every element.
     *
     * @return whether one of them is at a kink
     * @throws BrokenLawError if the gradient of an element is wrong
     */
    boolean findKink(List<Tensor> gradients) {
        boolean found = false;
        for (int input = 0; input < gradients.size(); input++) {
            double[] gradient = gradients.get(input).toDoubleArray();
            for (int position = 0; position < gradient.length; position++) {
                found |= isAtKink(input, position, gradient[position]);
            }
        }
        return found;
    }

    private boolean isAtKink(int input, int position, double gradient) {
        List<Tensor> v = Vectors.along(c.inputs(), input, position);
        double rule = gradient * v.get(input).toDoubleArray()[position];
        Estimate central = Differences.central(c, v);
        if (Math.abs(rule - central.dot(u)) <= Laws.bound(c, central, u)) {
            return false;
        }
        if (c.order() == 1 && c.degree() == Degree.ANY && liesBetweenSides(input, position, v, rule)) {
            return true;
        }
        if (Laws.isSound(central, u)) {
            claim.require(Claim.place(c, input, position), rule, central.dot(u), Laws.bound(c, central, u));
        }
        return false;
    }

    /** At a kink, requires the slope to lie between those of the two sides. False if there is no kink. */
    private boolean liesBetweenSides(int input, int position, List<Tensor> v, double rule) {
        Estimate left = Differences.left(c, v);
        Estimate right = Differences.right(c, v);
        double bound = Laws.bound(c, left, u) + Laws.bound(c, right, u);
        double gap = Math.abs(left.dot(u) - right.dot(u));
        if (!Laws.isSound(left, u) || !Laws.isSound(right, u) || gap <= bound) {
            return false;
        }
        double nearest =
                Math.max(Math.min(left.dot(u), right.dot(u)), Math.min(rule, Math.max(left.dot(u), right.dot(u))));
        claim.require(
                Claim.place(c, input, position) + ", a kink between slopes " + left.dot(u) + " and " + right.dot(u),
                rule,
                nearest,
                bound);
        return true;
    }
}
