package io.autodiff.peers;

import static io.autodiff.peers.Library.DJL;
import static io.autodiff.peers.Library.FMA_PEAK;
import static io.autodiff.peers.Library.LIBTORCH;
import static io.autodiff.peers.Library.ND4J;
import static io.autodiff.peers.Library.NUMPY;
import static io.autodiff.peers.Library.OPENBLAS;
import static io.autodiff.peers.Library.UNTRACKED;
import static io.autodiff.tensor.DType.FLOAT32;
import static io.autodiff.tensor.DType.FLOAT64;

import io.autodiff.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything that is compared, and the aims. {@link Peer} says what each work is. */
final class Rows {
    private static final String PRODUCTS = "matmul, large: geometric mean";
    private static final String ELEMENTWISE = "element-wise: geometric mean";

    /** Geometric means, and their aims. */
    static final Map<String, Double> MEANS = Map.of(PRODUCTS, 1.0, ELEMENTWISE, 1.0);

    private static final Library[] ALL = {LIBTORCH, OPENBLAS, NUMPY, DJL, ND4J};

    /** A claim against nobody is none. */
    private static final Claim NONE = Claim.reported();

    private final List<Row> rows = new ArrayList<>();

    private Rows() {}

    static List<Row> all() {
        Rows rows = new Rows();
        rows.products();
        rows.smallProducts();
        rows.longProducts();
        rows.elementwise();
        rows.chains();
        rows.graphs();
        rows.training();
        rows.costs();
        return rows.rows;
    }

    private void products() {
        List<String> sizes = List.of("128 128 128", "256 256 256", "512 512 512", "1024 1024 1024", "128 784 256");
        Claim large = Claim.atLeast(0.9, OPENBLAS, LIBTORCH).partOf(PRODUCTS);
        Claim plain = Claim.atLeast(0.2, OPENBLAS).withNoFlag(0.2, 0.33);
        for (DType dtype : List.of(FLOAT32, FLOAT64)) {
            Claim peak = Claim.atLeast(dtype == FLOAT32 ? 0.85 : 0.80, FMA_PEAK);
            for (String size : sizes) {
                boolean middle = size.startsWith("512");
                boolean quick = middle || (size.startsWith("128 784") && dtype == FLOAT32);
                add("products", "matmul NN " + size, dtype, quick, large, plain, middle ? peak : NONE);
            }
            for (String size : sizes) {
                boolean quick = size.startsWith("512") && dtype == FLOAT32;
                add("products", "matmul NT " + size, dtype, quick, large);
                add("products", "matmul TN " + size, dtype, false, large);
            }
        }
    }

    private void smallProducts() {
        for (DType dtype : List.of(FLOAT32, FLOAT64)) {
            for (int size : new int[] {8, 16, 32, 64}) {
                Claim openBlas = size < 32 ? Claim.reported(OPENBLAS) : Claim.atLeast(0.9, OPENBLAS);
                String work = "matmul NN " + size + " " + size + " " + size;
                boolean quick = size == 32 && dtype == FLOAT32;
                add("small products", work, dtype, quick, Claim.atLeast(1, LIBTORCH, NUMPY), openBlas);
            }
        }
    }

    private void longProducts() {
        for (DType dtype : List.of(FLOAT32, FLOAT64)) {
            for (String work :
                    List.of("dot 1000000", "matvec 1024 1024", "matmul NN 16 100000 27", "matmul NN 64 100000 64")) {
                add("long products", work, dtype, dtype == FLOAT32 && !work.contains("64"), Claim.atLeast(0.9, ALL));
            }
        }
    }

    private void elementwise() {
        Claim best = Claim.atLeast(0.8, LIBTORCH, NUMPY, DJL, ND4J);
        Claim plain = best.withNoFlag(Double.NaN, Double.NaN).partOf(ELEMENTWISE + ", no flag");
        for (Formula f : Formula.values()) {
            if (f.isChain()) {
                continue;
            }
            for (String way : List.of("forward", "gradient")) {
                for (int n : new int[] {10_000, 1_000_000}) {
                    String work = way + " " + f.name().toLowerCase(Locale.ROOT) + " " + n;
                    add("element-wise", work, FLOAT32, n == 10_000, best.partOf(ELEMENTWISE), plain);
                }
            }
        }
    }

    private void chains() {
        for (Formula f : Formula.values()) {
            if (!f.isChain()) {
                continue;
            }
            for (String way : List.of("forward", "gradient")) {
                for (int n : new int[] {10_000, 1_000_000}) {
                    String work = way + " " + f.name().toLowerCase(Locale.ROOT) + " " + n;
                    add("chains", work, FLOAT32, n == 10_000, Claim.atLeast(2, LIBTORCH));
                }
            }
        }
    }

    private void graphs() {
        Claim others = Claim.reported(NUMPY, DJL, ND4J);
        add("graphs", "layer", FLOAT64, true, Claim.atLeast(50, LIBTORCH), others);
        add("graphs", "scalars 1000", FLOAT64, true, Claim.atLeast(50, LIBTORCH), others);
    }

    private void training() {
        add("spiral", "spiral", FLOAT64, true, Claim.atLeast(3, NUMPY), Claim.atLeast(8, LIBTORCH));
        add("process", "process spiral", FLOAT64, true, Claim.atLeast(1, NUMPY), Claim.reported(LIBTORCH));
        Claim step = Claim.atLeast(1, LIBTORCH, NUMPY, DJL);
        add("mlp", "mlp", FLOAT32, true, step, step.withNoFlag(Double.NaN, Double.NaN));
    }

    /** The value alone is the peer here: a gradient may cost so many times as much. */
    private void costs() {
        add("cost", "cost contractions", FLOAT32, true, Claim.atLeast(1 / 3.3, UNTRACKED));
        add("cost", "cost elementwise", FLOAT32, true, Claim.atLeast(1 / 4.0, UNTRACKED));
        add("cost", "cost scalars", FLOAT64, true, Claim.reported(UNTRACKED));
    }

    private void add(String group, String work, DType dtype, boolean quick, Claim... claims) {
        List<Claim> made =
                Arrays.stream(claims).filter(claim -> !claim.peers().isEmpty()).toList();
        rows.add(new Row(group, work, dtype, quick, made));
    }
}
