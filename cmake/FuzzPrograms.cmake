# One program per tests/fuzz/<name>_fuzz.cpp, linked with every layer. New inputs go to the first folder named:
# build/fuzz/tests/<name>_fuzz build/fuzz/<name> tests/fuzz/corpora/<name>
file(GLOB fuzz_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/fuzz/*_fuzz.cpp)
foreach(source IN LISTS fuzz_sources)
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE libmigrate migrate_settings migrate_warnings)
endforeach()
