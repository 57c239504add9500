#ifndef CTEXTMODEL_H
#define CTEXTMODEL_H
#include <stdint.h>

/* Weights of the text classifier, made by Training/train.sh. */
extern const char ctextmodel_version[];

#endif
