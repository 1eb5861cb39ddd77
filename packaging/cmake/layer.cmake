# sluice_layer(name SOURCES a.cpp ... [USES sluice_base ...] [LIBS OpenSSL::SSL ...])
# One static library per folder. USES are our own layers (public: their headers are part of ours),
# LIBS are foreign libraries, private to the folder.
function(sluice_layer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/engine/include)
  target_link_libraries(${name} PUBLIC ${ARG_USES} PRIVATE ${ARG_LIBS})
  target_precompile_headers(${name} PRIVATE
    <algorithm> <chrono> <coroutine> <cstdint> <functional> <memory> <optional> <span> <string> <string_view> <vector>
    <tl/expected.hpp>)
endfunction()
