# MIGRATE_SANITIZE=address|thread|fuzz, set by the presets of the same purpose.
set(MIGRATE_SANITIZE "" CACHE STRING "address (with undefined), thread, fuzz, or empty")
if(MIGRATE_SANITIZE STREQUAL "address")
  # Without the four checks below the build takes a third of the time; they find what -Wall and ASan find too.
  add_compile_options(-fsanitize=address,undefined
    -fno-sanitize=null,alignment,vptr,object-size -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(MIGRATE_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread)
  add_link_options(-fsanitize=thread)
elseif(MIGRATE_SANITIZE STREQUAL "fuzz")
  # GCC 12's std::stable_sort() uses what it calls deprecated itself; clang tells of it in whoever sorts.
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -Wno-deprecated-declarations)
  add_link_options(-fsanitize=address,undefined)
elseif(MIGRATE_SANITIZE)
  message(FATAL_ERROR "MIGRATE_SANITIZE: address, thread, fuzz or empty, not '${MIGRATE_SANITIZE}'")
endif()
