#include "CNetKernels.h"
