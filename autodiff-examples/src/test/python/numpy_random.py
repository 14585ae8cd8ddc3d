"""Writes the numbers of NumPy's legacy generator that LegacyNumpyRandomTest compares with.

    python3 numpy_random.py > ../resources/io/autodiff/examples/numpy-random.txt

Each line: what is drawn, the seed, then the numbers, in full. Every line starts from a fresh seed.
"""

import numpy as np

for seed in (0, 1, 1984, 2147483647):
    np.random.seed(seed)
    print("uniform", seed, *(repr(float(np.random.random())) for _ in range(20)))
    np.random.seed(seed)
    print("normal", seed, *(repr(float(np.random.randn())) for _ in range(101)))
    for n in (1, 2, 64, 65, 300):
        np.random.seed(seed)
        print("permutation", seed, *np.random.permutation(n))
