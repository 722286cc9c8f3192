#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#ifdef __SANITIZE_ADDRESS__
/// Xapian 1.4.22 forgets a cursor where metadata_keys_begin() throws, as it does when a writer has
/// overtaken the reader meanwhile.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:changed_names_of\nleak:Snapshot::changed_names\n";
}
#endif
