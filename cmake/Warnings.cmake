# One interface target carries the warnings, so that third-party headers never see them.
option(MIGRATE_WERROR "Warnings are errors" ON)
add_library(migrate_warnings INTERFACE)
target_compile_options(migrate_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual
  -Woverloaded-virtual -Wnull-dereference -Wimplicit-fallthrough -Wextra-semi
  # Every member of our structs has its default; naming some of them is the point of designated initialisers.
  -Wno-missing-field-initializers)
if(MIGRATE_WERROR)
  target_compile_options(migrate_warnings INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these inside its own std::string and std::variant at -O2.
  target_compile_options(migrate_warnings INTERFACE
    -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict)
endif()
