#!/usr/bin/env python3
"""Writes how states of the embedding model are packed (crates/answer/model/kept.bin): kept.py STATES, a pickle of what reader.states_of returns.

The means of the states of passages and of questions, and the principal components of both less their means. Packed states of archives
are made again when this file changes: do not run it without need.
"""
import os, pickle, sys

import numpy

WIDTH = 80
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "crates", "answer", "model", "kept.bin")


def unit(states):
    states = states.astype(numpy.float32)
    return states / numpy.linalg.norm(states, axis=1, keepdims=True)


def main():
    states = pickle.load(open(sys.argv[1], "rb"))
    draw = numpy.random.default_rng(0)

    def some(kind, n):
        keys = sorted((key for key in states if key[0] == kind), key=str)
        return [states[keys[at]][0] for at in draw.permutation(len(keys))[:n]]

    passages = unit(numpy.concatenate([one[draw.integers(0, len(one), 12)] for one in some("p", 4000)]))
    questions = unit(numpy.concatenate(some("q", 1500)))
    means = passages.mean(0), questions.mean(0)
    both = numpy.concatenate([passages - means[0], questions - means[1]])
    both = both[draw.permutation(len(both))[:30000]]
    _, values, directions = numpy.linalg.svd(both, full_matrices=False)
    spread = values[:WIDTH] / numpy.sqrt(len(both))
    numbers = numpy.concatenate([*means, directions[:WIDTH].ravel(), spread]).astype("<f4")
    with open(OUT, "wb") as file:
        file.write(b"# Written by training/kept.py: how states are packed.\n" + numbers.tobytes())


if __name__ == "__main__":
    main()
