# One assembler file that holds every file under assets/ and every SQL migration, so that a program is one file. A changed file
# assembles it anew; a new one is found because the build looks into the folders again (CONFIGURE_DEPENDS). Of the npm packages under
# assets/web one stylesheet is embedded, as web/tokens.css, and nothing else.
function(uke_embed_assets target)
  set(names)
  set(files)
  foreach(pair "assets|" "server/storage/migrations|migrations/server/" "kiosk/store/migrations|migrations/kiosk/")
    string(REPLACE "|" ";" pair "${pair}")
    list(GET pair 0 folder)
    list(GET pair 1 prefix)
    set(pattern "*")
    if(prefix)
      set(pattern "*.sql")
    endif()
    file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/${folder} ${CMAKE_SOURCE_DIR}/${folder}/${pattern})
    list(FILTER found EXCLUDE REGEX "^web/(node_modules/|package|\\.)")
    foreach(file ${found})
      set(name "${prefix}${file}")
      list(APPEND names "${name}")
      list(APPEND files "${CMAKE_SOURCE_DIR}/${folder}/${file}")
      set("file_of_${name}" "${CMAKE_SOURCE_DIR}/${folder}/${file}")
    endforeach()
  endforeach()
  set(tokens ${CMAKE_SOURCE_DIR}/assets/web/node_modules/@digital-go-jp/design-tokens/dist/tokens.css)
  if(NOT EXISTS ${tokens})
    message(FATAL_ERROR "The design tokens are not there (${tokens}). Run deploy/install-dependencies first: it installs what assets/web/package.json names.")
  endif()
  list(APPEND names "web/tokens.css")
  list(APPEND files "${tokens}")
  set("file_of_web/tokens.css" "${tokens}")
  list(SORT names COMPARE STRING)  # by bytes: assets.cpp searches by halves

  set(data "")
  set(table "")
  set(number 0)
  foreach(name ${names})
    string(APPEND data
      "name_${number}: .ascii \"${name}\"\n"
      "name_end_${number}:\n.balign 16\n"
      "file_${number}: .incbin \"${file_of_${name}}\"\n"
      "file_end_${number}:\n.byte 0\n")
    string(APPEND table
      ".quad name_${number}, name_end_${number} - name_${number}, file_${number}, file_end_${number} - file_${number}\n")
    math(EXPR number "${number} + 1")
  endforeach()
  set(assembler ${CMAKE_CURRENT_BINARY_DIR}/assets/embedded.S)
  file(CONFIGURE OUTPUT ${assembler} CONTENT
".section .rodata
${data}
.section .data.rel.ro,\"aw\"
.balign 8
.globl uke_assets_begin
.globl uke_assets_end
uke_assets_begin:
${table}
uke_assets_end:
.quad 0
.section .note.GNU-stack,\"\",%progbits
" @ONLY)
  set_source_files_properties(${assembler} PROPERTIES OBJECT_DEPENDS "${files}")
  target_sources(${target} PRIVATE ${assembler})
endfunction()
