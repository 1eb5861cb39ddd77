# sluice_layer(name SOURCES a.cpp ... [USES sluice_base ...] [LIBS OpenSSL::SSL ...])
# One static library per folder. USES are our own layers (public: their headers are part of ours),
# LIBS are foreign libraries, private to the folder.
function(sluice_layer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/engine/include)
  target_link_libraries(${name} PUBLIC ${ARG_USES} PRIVATE ${ARG_LIBS})
  # Layers with Qt compile with other definitions, which a shared precompiled header does not allow.
  if(NOT "${ARG_USES} ${ARG_LIBS}" MATCHES "Qt6::|sluice_qt|sluice_gui")
    target_precompile_headers(${name} REUSE_FROM sluice_engine_pch)
    target_compile_options(${name} PRIVATE -Wno-error=invalid-pch)
  endif()
endfunction()

# Compiled once for all layers of the engine: what nearly every file includes.
file(WRITE ${CMAKE_BINARY_DIR}/engine_pch.cpp.in "")
configure_file(${CMAKE_BINARY_DIR}/engine_pch.cpp.in ${CMAKE_BINARY_DIR}/engine_pch.cpp COPYONLY)
add_library(sluice_engine_pch STATIC ${CMAKE_BINARY_DIR}/engine_pch.cpp)
target_precompile_headers(sluice_engine_pch PRIVATE
  <algorithm> <chrono> <coroutine> <cstdint> <functional> <memory> <optional> <span> <string> <string_view> <vector>
  <tl/expected.hpp>)
