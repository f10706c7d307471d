# What `cmake --install` and `cpack` make: the program, and beside it (component "library") what programs that embed
# migrate are built with.
include(CMakePackageConfigHelpers)

set(MIGRATE_CMAKE_FOLDER ${CMAKE_INSTALL_LIBDIR}/cmake/Migrate)
set(MIGRATE_GENERATED ${PROJECT_BINARY_DIR}/package)

install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/migrate RENAME copyright COMPONENT program)
if(TARGET migrate)
  install(TARGETS migrate RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
endif()
if(TARGET migrate AND MIGRATE_PACKAGE_FILES)
  set(data ${CMAKE_INSTALL_DATAROOTDIR})
  # Debian's zsh looks for what packages bring in a folder of its own.
  set(zsh_folder ${data}/zsh/site-functions)
  if(EXISTS /etc/debian_version)
    set(zsh_folder ${data}/zsh/vendor-completions)
  endif()
  install(DIRECTORY ${MIGRATE_PACKAGE_FILES}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
  install(FILES ${MIGRATE_PACKAGE_FILES}/bash/migrate DESTINATION ${data}/bash-completion/completions COMPONENT program)
  install(FILES ${MIGRATE_PACKAGE_FILES}/zsh/_migrate DESTINATION ${zsh_folder} COMPONENT program)
  install(FILES ${MIGRATE_PACKAGE_FILES}/fish/migrate.fish DESTINATION ${data}/fish/vendor_completions.d COMPONENT program)
endif()

install(TARGETS libmigrate EXPORT MigrateTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
install(DIRECTORY include/migrate ${PROJECT_BINARY_DIR}/generated/migrate
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT library FILES_MATCHING PATTERN "*.hpp")
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/libmigrate-dev RENAME copyright COMPONENT library)
install(EXPORT MigrateTargets NAMESPACE Migrate:: DESTINATION ${MIGRATE_CMAKE_FOLDER} COMPONENT library)

configure_package_config_file(cmake/MigrateConfig.cmake.in ${MIGRATE_GENERATED}/MigrateConfig.cmake
  INSTALL_DESTINATION ${MIGRATE_CMAKE_FOLDER} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${MIGRATE_GENERATED}/MigrateConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${MIGRATE_GENERATED}/MigrateConfig.cmake ${MIGRATE_GENERATED}/MigrateConfigVersion.cmake
  DESTINATION ${MIGRATE_CMAKE_FOLDER} COMPONENT library)

# What libmigrate.a is linked with, without what those shared libraries were linked with themselves: that --static would
# ask of a Requires.private, and on Debian it is not there (sqlite3 names libz).
set(MIGRATE_PC_LIBS ${LIBMD_LDFLAGS})
set(MIGRATE_DEV_DEPENDS "libmd-dev")
if(MIGRATE_SQLITE)
  list(APPEND MIGRATE_PC_LIBS ${SQLITE_LDFLAGS})
  string(APPEND MIGRATE_DEV_DEPENDS ", libsqlite3-dev (>= 3.35)")
endif()
list(JOIN MIGRATE_PC_LIBS " " MIGRATE_PC_LIBS)
configure_file(cmake/migrate.pc.in ${MIGRATE_GENERATED}/migrate.pc @ONLY)
install(FILES ${MIGRATE_GENERATED}/migrate.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT library)

set(CPACK_PACKAGE_NAME migrate)
set(CPACK_PACKAGE_VENDOR "the migrate authors")
set(CPACK_PACKAGE_CONTACT "the migrate authors <migrate@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "schema migrations: declare, compare, review, apply")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR})
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_COMPONENTS_ALL program library)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME migrate)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
# Clients of servers are loaded by their names when a URL needs them.
set(MIGRATE_CLIENTS)
if(MIGRATE_POSTGRESQL)
  list(APPEND MIGRATE_CLIENTS libpq5)
endif()
if(MIGRATE_MYSQL)
  list(APPEND MIGRATE_CLIENTS libmariadb3)
endif()
list(JOIN MIGRATE_CLIENTS ", " CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
"Declares the schema of a database in models, writes the revisions that lead
to it, and applies and takes them back.")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libmigrate-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "${MIGRATE_DEV_DEPENDS}")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "Headers and static library for C++ programs that embed migrate.")
include(CPack)
