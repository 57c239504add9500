#include "CTextModel.h"

const char ctextmodel_version[] = "0";
