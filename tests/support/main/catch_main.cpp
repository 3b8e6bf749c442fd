// Catch2 2 wants its main written into one file of the program; Catch2 3 brings it in a library.
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif

// Fontconfig keeps what it has read until the program ends and frees none of it: the same amount however much is drawn. Cairo 1.16 loses
// some hundred bytes of each CFF font that it embeds into a PDF (in cairo_surface_finish; the library says no names to look for).
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\nleak:libcairo\n"; }
