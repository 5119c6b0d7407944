/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keeps private text out of logs while there is no engine to do so. */
#ifndef OTR_LOG_GATE_H
#define OTR_LOG_GATE_H

#include <purple.h>

void otr_log_gate_connect(PurplePlugin *plugin);

#endif
