#define CNK_LANES 4
#include "kernels.h"

const cnk_kernels *cnk_portable_kernels(void) { return &kernels; }
