#ifndef CNETKERNELS_H
#define CNETKERNELS_H
#endif
