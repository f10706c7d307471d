# migrate_embed_files(OUTPUT FOLDER): writes a source file that holds every file of FOLDER as text, so that the
# program needs no data files beside it. src/revision/template.hpp declares what it defines.
function(migrate_embed_files output folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  list(SORT files)
  set(entries "")
  foreach(name IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${name})
    file(READ ${folder}/${name} text)
    string(APPEND entries "    {\"${name}\", R\"embedded(${text})embedded\"},\n")
  endforeach()
  file(WRITE ${output}.new "// Written by cmake/EmbedFiles.cmake.\n#include \"revision/template.hpp\"\n
namespace migrate::revision {

namespace {
constexpr EmbeddedFile files[] = {
${entries}};
} // namespace

std::span<const EmbeddedFile> embedded_templates() {
    return files;
}

} // namespace migrate::revision\n")
  file(COPY_FILE ${output}.new ${output} ONLY_IF_DIFFERENT)
endfunction()

# migrate_embed_text(OUTPUT FILE HEADER FUNCTION): writes a source file whose FUNCTION, declared in HEADER in namespace
# migrate::report, gives the text of FILE.
function(migrate_embed_text output file header function)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  file(WRITE ${output}.new "// Written by cmake/EmbedFiles.cmake.\n#include \"${header}\"\n
namespace migrate::report {

std::string_view ${function}() {
    return R\"embedded(${text})embedded\";
}

} // namespace migrate::report\n")
  file(COPY_FILE ${output}.new ${output} ONLY_IF_DIFFERENT)
endfunction()
