# What an installed Sluice consists of: three programs, their man pages and completions, and what a desktop wants to know.
# cmake --install BUILD --component application --prefix WHERE; packaging/deb/deb.cmake makes a package of it.
set(sluice_id org.sluice.Sluice)
set(sluice_made ${CMAKE_BINARY_DIR}/application)

add_executable(sluice-render-icons packaging/icons/render_icons.cpp)
target_link_libraries(sluice-render-icons PRIVATE Qt6::Svg Qt6::Gui)
add_custom_command(OUTPUT ${sluice_made}/icons.stamp
  COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0 $<TARGET_FILE:sluice-render-icons>
          ${CMAKE_SOURCE_DIR}/resources/icons/sluice.svg ${sluice_made}/icons
  COMMAND ${CMAKE_COMMAND} -E touch ${sluice_made}/icons.stamp
  DEPENDS sluice-render-icons ${CMAKE_SOURCE_DIR}/resources/icons/sluice.svg VERBATIM)
add_custom_target(sluice_icons ALL DEPENDS ${sluice_made}/icons.stamp)

install(TARGETS sluice_app sluice-get sluice-transfer RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT application)
install(DIRECTORY ${sluice_made}/icons/ DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor COMPONENT application)
install(FILES ${CMAKE_SOURCE_DIR}/resources/icons/sluice.svg RENAME ${sluice_id}.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps COMPONENT application)
install(FILES packaging/desktop/${sluice_id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications
        COMPONENT application)
configure_file(packaging/desktop/${sluice_id}.metainfo.xml ${sluice_made}/${sluice_id}.metainfo.xml @ONLY)
install(FILES ${sluice_made}/${sluice_id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo
        COMPONENT application)
install(FILES packaging/desktop/${sluice_id}.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages
        COMPONENT application)

find_program(gzip_program gzip REQUIRED)
foreach(program sluice sluice-get sluice-transfer)
  set(page ${CMAKE_SOURCE_DIR}/packaging/man/${program}.1)
  add_custom_command(OUTPUT ${sluice_made}/${program}.1.gz
    COMMAND ${gzip_program} -9n < ${page} > ${sluice_made}/${program}.1.gz DEPENDS ${page})
  list(APPEND sluice_pages ${sluice_made}/${program}.1.gz)
  install(FILES packaging/completion/${program}
          DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT application)
endforeach()
add_custom_target(sluice_pages ALL DEPENDS ${sluice_pages})
install(FILES ${sluice_pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT application)
