# Installs what was built, and builds tests/package/* against it as somebody else would.
set(folder ${PROJECT_BINARY_DIR}/package)
set(prefix ${folder}/prefix)
set(sources ${PROJECT_SOURCE_DIR}/tests/package)

add_test(NAME headers COMMAND python3 ${PROJECT_SOURCE_DIR}/tools/check_headers.py
  ${CMAKE_CXX_COMPILER} ${PROJECT_SOURCE_DIR}/include ${PROJECT_BINARY_DIR}/generated)

add_test(NAME package_install COMMAND ${CMAKE_COMMAND} --install ${PROJECT_BINARY_DIR} --prefix ${prefix})
set_tests_properties(package_install PROPERTIES FIXTURES_SETUP installed)

function(migrate_consumer_test name build)
  add_test(NAME package_${name} COMMAND ${CMAKE_CTEST_COMMAND}
    --build-and-test ${sources}/${name} ${build} --build-generator ${CMAKE_GENERATOR} --build-target consumer
    --build-noclean --build-options -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
      "-DCMAKE_CXX_FLAGS_RELEASE=${CMAKE_CXX_FLAGS_RELEASE}" -DCMAKE_PREFIX_PATH=${prefix} --test-command consumer)
endfunction()
migrate_consumer_test(find_package ${folder}/find_package)
# Builds the library once more. With ccache that costs nothing: the folder is as deep as this build's, so that the
# compiler sees the same relative paths.
migrate_consumer_test(add_subdirectory ${PROJECT_BINARY_DIR}_add_subdirectory)
set_tests_properties(package_add_subdirectory PROPERTIES
  ENVIRONMENT "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR};CCACHE_NOHASHDIR=1;CMAKE_BUILD_PARALLEL_LEVEL=2")
add_test(NAME package_pkg_config COMMAND ${sources}/pkg_config/build.sh ${CMAKE_CXX_COMPILER} ${prefix} ${folder}/pkg_config)
set_tests_properties(package_find_package package_pkg_config PROPERTIES FIXTURES_REQUIRED installed)

if(TARGET migrate)
  add_test(NAME package_deb COMMAND ${sources}/check_deb.sh ${PROJECT_BINARY_DIR})
  set_tests_properties(package_deb PROPERTIES FIXTURES_SETUP deb)
  add_test(NAME docs_ci COMMAND python3 ${sources}/check_ci_examples.py ${PROJECT_BINARY_DIR})
  set_tests_properties(docs_ci PROPERTIES FIXTURES_REQUIRED deb)
endif()
