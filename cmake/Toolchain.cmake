# ccache and a fast linker, where the machine has them.
find_program(MIGRATE_CCACHE ccache)
if(MIGRATE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${MIGRATE_CCACHE}")
endif()

include(CheckLinkerFlag)
foreach(linker mold lld)
  check_linker_flag(CXX "-fuse-ld=${linker}" MIGRATE_HAS_${linker})
  if(MIGRATE_HAS_${linker})
    add_link_options("-fuse-ld=${linker}")
    break()
  endif()
endforeach()

# A library that nothing is taken from costs a start its loading.
add_link_options(-Wl,--as-needed)
