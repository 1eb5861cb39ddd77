#pragma once

/// The one header a program that transfers needs.
#include <sluice/callbacks.h>
#include <sluice/cancellation.h>
#include <sluice/code.h>
#include <sluice/easy.h>
#include <sluice/error.h>
#include <sluice/headers.h>
#include <sluice/info.h>
#include <sluice/library.h>
#include <sluice/mime.h>
#include <sluice/multi.h>
#include <sluice/options.h>
#include <sluice/record.h>
#include <sluice/share.h>
#include <sluice/trace.h>
#include <sluice/url.h>
#include <sluice/version.h>
