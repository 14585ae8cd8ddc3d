package io.autodiff.peers;

import io.autodiff.tensor.DType;
import java.util.List;

/** This library without a tape: the values of the losses whose gradients {@link Ours} computes as well. */
final class Untracked implements Peer {
    @Override
    public Task cost(Cost cost, DType dtype) {
        Cost.Loss loss = cost.loss(dtype);
        return Ours.task(() -> List.of(loss.value().apply(loss.parameters())));
    }
}
