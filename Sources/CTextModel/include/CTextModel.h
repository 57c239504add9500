#ifndef CTEXTMODEL_H
#define CTEXTMODEL_H
#include <stdint.h>

/* Weights of the text classifier, made by Training/train.sh from labelled replies; see docs/methods/text-classifier.md.
   The table is open-addressed by the low bits of the key: key (0: empty), then the weights of answered and partial, and
   of refused and unable, as signed 16-bit halves (low half first), in steps of `unit`. Pointers, because Swift would
   import an array of this size as a tuple. */
#define CTEXTMODEL_SLOTS 16384

struct ctextmodel {
    const char *version;
    const uint32_t *table;
    float unit;
    float temperature;
    /* answered, partial, refused, unable */
    const float *bias;
    /* Least probability at which the classifier stands by a label, in the same order. */
    const float *sure;
    /* The weighing: for each of `inputs` numbers of a reply, what it adds to the four scores; then what is added to them
       always. A ruling lifts its label by `lift` over the next one, a plain one by `plain_lift`; silence in a language that the words hardly know takes
       `silence` from refused. */
    int inputs;
    const float *weighing;
    const float *shift;
    float lift;
    float plain_lift;
    float silence;
};

struct ctextmodel ctextmodel_weights(void);

#endif
