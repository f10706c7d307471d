# migrate_test_program(NAME LAYER SOURCES...): a Catch2 program that links the layers up to LAYER, one ctest entry.
get_property(MIGRATE_ALL_LAYERS GLOBAL PROPERTY MIGRATE_LAYERS)

# A library, so that a program takes only the helpers it uses: some need later layers than it links.
file(GLOB support_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/support/*.cpp)
add_library(migrate_test_support STATIC ${support_sources})
target_include_directories(migrate_test_support PRIVATE ${PROJECT_SOURCE_DIR}/tests)
target_compile_definitions(migrate_test_support PRIVATE MIGRATE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(migrate_test_support PRIVATE migrate_settings migrate_warnings)

# Each layer as an archive: a program takes what it reaches of the layers up to its own.
foreach(known IN LISTS MIGRATE_ALL_LAYERS)
  if(TARGET migrate_${known})
    add_library(migrate_${known}_archive STATIC EXCLUDE_FROM_ALL $<TARGET_OBJECTS:migrate_${known}>)
    set_target_properties(migrate_${known}_archive PROPERTIES LINKER_LANGUAGE CXX)
  endif()
endforeach()

function(migrate_test_program name layer)
  set(archives)
  foreach(known IN LISTS MIGRATE_ALL_LAYERS)
    if(TARGET migrate_${known}_archive)
      list(PREPEND archives migrate_${known}_archive) # the users before the used
    endif()
    if(known STREQUAL layer)
      break()
    endif()
  endforeach()
  add_executable(${name} ${ARGN})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE MIGRATE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE migrate_test_support ${archives} migrate_settings migrate_warnings Catch2::Catch2WithMain)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "TZ=UTC;LC_ALL=C.UTF-8;COLUMNS=100")
endfunction()

# migrate_test_folder(NAME LAYER GLOB): the same for all sources of a folder; nothing where there is none.
function(migrate_test_folder name layer pattern)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${pattern})
  if(sources)
    migrate_test_program(${name} ${layer} ${sources})
  endif()
endfunction()

# migrate_test_kills(GLOB): a program that disturbs the built program, which needs its points of death. On SQLite, and one
# entry for each kind of disturbance on a server, so that they run side by side.
function(migrate_test_kills pattern)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${pattern})
  add_executable(crash_test ${sources})
  target_include_directories(crash_test PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(crash_test PRIVATE MIGRATE_BINARY="$<TARGET_FILE:migrate>"
    MIGRATE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(crash_test PRIVATE migrate_test_support libmigrate migrate_settings migrate_warnings Catch2::Catch2WithMain)
  add_dependencies(crash_test migrate)
  add_test(NAME crash_test COMMAND crash_test "~[server]")
  if(MIGRATE_POSTGRESQL)
    foreach(tag crash crowd network sessions refusals)
      add_test(NAME ${tag}_on_postgresql COMMAND sh -c
        "[ -n \"$MIGRATE_TEST_POSTGRESQL\" ] || exit 77; exec \"$0\" \"$1\"" $<TARGET_FILE:crash_test> "[${tag}]")
      set_tests_properties(${tag}_on_postgresql PROPERTIES SKIP_RETURN_CODE 77 ENVIRONMENT MIGRATE_TEST_ON=MIGRATE_TEST_POSTGRESQL)
    endforeach()
  endif()
endfunction()
