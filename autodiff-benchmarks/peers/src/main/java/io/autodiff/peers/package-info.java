/**
 * Other libraries doing the same work, on the same machine, in turn with ours. {@code autodiff-benchmarks/run-peers.sh} builds and
 * starts it; {@link io.autodiff.peers.Rows} says what is compared, and is the file to read first.
 *
 * <p>Each library is a {@link io.autodiff.peers.Peer} in a process of its own ({@link io.autodiff.peers.PeerProcess}; NumPy's is
 * {@code numpy_peer.py}), because the number of threads of a native library is settled when it is loaded. {@link
 * io.autodiff.peers.Compare} asks the processes in turn for a batch of runs, and makes a table of what they answer.
 */
@NullMarked
package io.autodiff.peers;

import org.jspecify.annotations.NullMarked;
