#ifndef CTEXTMODEL_H
#define CTEXTMODEL_H
#include <stdint.h>

/* Weights of the text classifier, made by Training/train.sh from labelled replies; see docs/methods/text-classifier.md.
   The table is open-addressed by the low bits of the key: key (0: empty), then the weights of answered and partial, and
   of refused and unable, as signed 16-bit halves (low half first), in steps of `unit`; then that of the register, in the low
   half, in steps of `register_unit`; then four weights once more, those of the reader of older replies, in steps of `older_unit`. Pointers, because Swift would import an array of this size as a tuple. */
#define CTEXTMODEL_SLOTS 16384
#define CTEXTMODEL_WORDS 6

struct ctextmodel {
    const char *version;
    const uint32_t *table;
    float unit;
    float temperature;
    /* answered, partial, refused, unable */
    const float *bias;
    /* Least probability at which the classifier stands by a label, in the same order: on plain grounds, on doubtful ones. */
    const float *sure;
    const float *doubtful;
    /* The linear weighing: for each of `inputs` numbers of a reply, what it adds to the four scores; in replies of fewer than
       `short_tokens` tokens, `short_share` of that. Silence in a language that the words hardly know takes `silence` from
       refused. */
    int inputs;
    const float *weighing;
    int short_tokens;
    float short_share;
    float silence;
    /* The trees, whose share of the scores is `tree_share`: a node is input | left << 8 | right << 16 | first-of-tree << 24 (input
       255: a leaf), children count from the tree's first node; its value is the threshold (left: at most) or the leaf's score. */
    float tree_share;
    int tree_inputs;
    int tree_nodes;
    const uint32_t *trees;
    const float *tree_values;
    const float *tree_base;
    /* What is added to the scores always; what a ruling adds to its label, a plain refusal more; by how much a ruled partial
       answer leads at least; what is taken from refused without an act, from `gate_tokens` tokens on. */
    const float *shift;
    float lift;
    float plain_lift;
    float other_lift;
    float partial_lead;
    int gate_tokens;
    float gate;
    /* The register, how far a reply sounds like those of 2023, as log odds: around `register_from` the reader of older replies takes
       over, the steeper the larger `register_steep`. */
    float register_unit;
    float register_bias;
    float register_steep;
    float register_from;
    float older_unit;
    const float *older_bias;
};

struct ctextmodel ctextmodel_weights(void);

#endif
