# The engine as other programs use it: a shared library with the public interface alone, its headers, a CMake package
# and sluice.pc. cmake --install BUILD --component engine --prefix WHERE
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(sluice_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Sluice)

# The layers that define the public interface go in whole; of the others the linker takes what those need.
set(sluice_public_layers sluice_base sluice_url sluice_transfer)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/sluice_library.cpp CONTENT "")
add_library(sluice SHARED ${CMAKE_BINARY_DIR}/sluice_library.cpp)
set_target_properties(sluice PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR} EXPORT_NAME engine
                      LINK_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/libsluice.map)
target_compile_features(sluice INTERFACE cxx_std_20)
target_include_directories(sluice INTERFACE $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/engine/include>
                                            $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_options(sluice PRIVATE -Wl,--whole-archive)
foreach(layer ${sluice_public_layers})
  target_link_options(sluice PRIVATE $<TARGET_FILE:${layer}>)
  add_dependencies(sluice ${layer})
  set_property(TARGET sluice APPEND PROPERTY LINK_DEPENDS $<TARGET_FILE:${layer}>)
endforeach()
target_link_options(sluice PRIVATE -Wl,--no-whole-archive
                    -Wl,--version-script=${CMAKE_CURRENT_LIST_DIR}/libsluice.map)
target_link_libraries(sluice PRIVATE sluice_transfer PUBLIC tl::expected)
install(TARGETS sluice EXPORT SluiceEngine COMPONENT engine)
install(EXPORT SluiceEngine NAMESPACE Sluice:: DESTINATION ${sluice_package_dir} COMPONENT engine)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/engine/include/sluice DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT engine)

# QtDriver apart, so that programs without Qt need none.
if(TARGET sluice_qt)
  add_library(sluice_qt_driver SHARED ${CMAKE_BINARY_DIR}/sluice_library.cpp)
  set_target_properties(sluice_qt_driver PROPERTIES OUTPUT_NAME sluice-qt VERSION ${PROJECT_VERSION}
                        SOVERSION ${PROJECT_VERSION_MAJOR} EXPORT_NAME qt LINK_DEPENDS $<TARGET_FILE:sluice_qt>)
  target_link_options(sluice_qt_driver PRIVATE -Wl,--whole-archive $<TARGET_FILE:sluice_qt> -Wl,--no-whole-archive
                      -Wl,--exclude-libs,libsluice_sys.a -Wl,--exclude-libs,libsluice_base.a)
  add_dependencies(sluice_qt_driver sluice_qt)
  target_link_libraries(sluice_qt_driver PUBLIC sluice Qt6::Core PRIVATE sluice_sys sluice_base)
  install(TARGETS sluice_qt_driver EXPORT SluiceQt COMPONENT engine)
  install(EXPORT SluiceQt NAMESPACE Sluice:: DESTINATION ${sluice_package_dir} COMPONENT engine)
  install(FILES ${CMAKE_SOURCE_DIR}/engine/qt/qt_driver.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/sluice COMPONENT engine)
endif()

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/SluiceConfig.cmake.in ${CMAKE_BINARY_DIR}/SluiceConfig.cmake
                              INSTALL_DESTINATION ${sluice_package_dir})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/SluiceConfigVersion.cmake COMPATIBILITY SameMinorVersion)
file(RELATIVE_PATH sluice_prefix_from_pkgconfig /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${CMAKE_CURRENT_LIST_DIR}/sluice.pc.in ${CMAKE_BINARY_DIR}/sluice.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/SluiceConfig.cmake ${CMAKE_BINARY_DIR}/SluiceConfigVersion.cmake
        DESTINATION ${sluice_package_dir} COMPONENT engine)
install(FILES ${CMAKE_BINARY_DIR}/sluice.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT engine)
