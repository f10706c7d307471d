// Points at which a test can kill the program, to prove that the next run finds its way.
#pragma once

namespace migrate::runner {

#ifdef MIGRATE_CRASH_POINTS
// MIGRATE_CRASH_AT=N kills the process at the N-th point that it passes. MIGRATE_CRASH_COUNT=FILE
// writes how many points were passed, when the process ends. MIGRATE_CRASH_HOLD=N,W,R stops at the
// N-th point: it writes a byte to the descriptor W and goes on when R can be read, or is at its
// end.
void crash_point(const char* name);
#define MIGRATE_CRASH_POINT(name) ::migrate::runner::crash_point(name)
#else
#define MIGRATE_CRASH_POINT(name) static_cast<void>(0)
#endif

} // namespace migrate::runner
