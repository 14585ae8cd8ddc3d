package io.autodiff.nn;

import java.util.List;

/**
 * How training went.
 *
 * @param losses the mean loss since the report before, one for each line that was reported
 * @param evalInterval how many iterations lie between two reports of one epoch
 */
public record History(List<Double> losses, int evalInterval) {
    /**
     * Makes the record.
     *
     * @param losses copied
     * @param evalInterval how many iterations lie between two reports of one epoch
     */
    public History {
        losses = List.copyOf(Arguments.given("history", "losses", losses));
    }
}
